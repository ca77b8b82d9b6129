"""What people leave behind, apart from the papers: desk_file, desk (reviews), conversations, feedback."""
