"""The same for programs: coverage (what can be asked about), holdings, promises, functions, tools (MCP server)."""
