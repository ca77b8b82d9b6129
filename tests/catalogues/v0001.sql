BEGIN TRANSACTION;
CREATE TABLE acronyms (
	document INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	short TEXT NOT NULL, 
	long TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	PRIMARY KEY (document, number), 
	FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
);
INSERT INTO "acronyms" VALUES(2,0,'PCP','Police and Crime Panel',88,0);
CREATE TABLE chunks (
	"key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id TEXT NOT NULL, 
	document INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	item INTEGER, 
	page INTEGER, 
	printed_page TEXT, 
	exempt BOOLEAN NOT NULL, 
	passages JSON NOT NULL, 
	spans JSON NOT NULL, 
	headings JSON NOT NULL, 
	breadcrumb TEXT NOT NULL, 
	text TEXT NOT NULL, 
	UNIQUE (id), 
	FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
);
INSERT INTO "chunks" VALUES(1,'5341facb0aabcfb342728d9cad9ad2c0',1,0,0,0,1,'51',0,'[0]','[[77,100]]','["Heading"]','Harrowdale Police and Crime Panel','Theft of tractors fell.');
INSERT INTO "chunks" VALUES(2,'f3d15de34d33d0a8ad4c9d616f0ff128',1,1,0,0,1,'51',0,'[1]','[[101,122]]','["Heading"]','Harrowdale Police and Crime Panel','It was agreed to ask.');
INSERT INTO "chunks" VALUES(3,'c0455f41b242170ab68b4213e7a834e6',2,0,0,NULL,1,'51',1,'[0]','[[67,87]]','["Heading"]','Harrowdale Police and Crime Panel','The station is sold.');
INSERT INTO "chunks" VALUES(4,'2bea0e30895a91dc1d3cfc643235d32d',2,1,0,NULL,1,'51',1,'[1]','[[88,120]]','["Heading"]','Harrowdale Police and Crime Panel','PCP means Police and Crime Panel');
CREATE TABLE commitments (
	document INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	strength TEXT NOT NULL, 
	part INTEGER NOT NULL, 
	item INTEGER, 
	owner TEXT, 
	recipient TEXT, 
	action TEXT, 
	due TEXT, 
	due_date TEXT, 
	topics JSON NOT NULL, 
	status TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	context JSON, 
	PRIMARY KEY (document, number), 
	FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
);
INSERT INTO "commitments" VALUES(1,0,'m1',101,122,'It was agreed to ask.','agreed',0,0,NULL,NULL,NULL,NULL,NULL,'["roads"]','open','undertaking','null');
CREATE TABLE corrections (
	document INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	part INTEGER NOT NULL, 
	item INTEGER, 
	minutes_date DATE, 
	minute TEXT, 
	old TEXT, 
	new TEXT, 
	PRIMARY KEY (document, number), 
	FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
);
CREATE TABLE documents (
	"key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id TEXT NOT NULL, 
	source TEXT NOT NULL, 
	path TEXT NOT NULL, 
	root TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	format TEXT NOT NULL, 
	title TEXT NOT NULL, 
	pages INTEGER NOT NULL, 
	warnings JSON NOT NULL, 
	ingested_at TEXT NOT NULL, 
	UNIQUE (id), 
	UNIQUE (source), 
	UNIQUE (path)
);
INSERT INTO "documents" VALUES(1,'f18d59ef12a120ab','minutes.txt','/papers/minutes.txt','/papers','7e5e6345b46eaecabec6175b06b946ec2e734660df8097f23774ccd259256baf','7e5e6345b46eaecabec6175b06b946ec2e734660df8097f23774ccd259256baf','txt','@ minutes | Harrowdale Police and Crime ',1,'[]','2026-11-22T10:03:55+00:00');
INSERT INTO "documents" VALUES(2,'a9adb0405cfc7db6','private.txt','/papers/private.txt','/papers','eea2a2cd4e62fa876e5a7884f9fd6dc9e87d16b8806ac6114851bdae4438b1ca','eea2a2cd4e62fa876e5a7884f9fd6dc9e87d16b8806ac6114851bdae4438b1ca','txt','@ report | Harrowdale Police and Crime P',1,'[]','2026-11-22T10:03:55+00:00');
CREATE TABLE items (
	document INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	label TEXT, 
	title TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	PRIMARY KEY (document, part, number), 
	FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
);
INSERT INTO "items" VALUES(1,0,0,'12','Rural crime',59,123);
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('schema','0001');
INSERT INTO "meta" VALUES('generation','1');
CREATE TABLE originals (
	document INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	rest JSON NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
);
INSERT INTO "originals" VALUES(1,'@ minutes | Harrowdale Police and Crime Panel | 2025-03-07
# 12. Rural crime
Theft of tractors fell.
It was agreed to ask.
','{"title":"A title","pages":[[1,0,123,"51"]],"marks":[],"warnings":[],"given":null,"parsing_warnings":[],"tables":[],"furniture":[]}');
INSERT INTO "originals" VALUES(2,'@ report | Harrowdale Police and Crime Panel | 2025-03-08 | exempt
The station is sold.
PCP means Police and Crime Panel
','{"title":"A title","pages":[[1,0,121,"51"]],"marks":[],"warnings":[],"given":null,"parsing_warnings":[],"tables":[],"furniture":[]}');
CREATE TABLE parts (
	document INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	title TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	body TEXT, 
	body_folded TEXT, 
	meeting_date DATE, 
	status TEXT, 
	exempt BOOLEAN NOT NULL, 
	agenda_item TEXT, 
	PRIMARY KEY (document, number), 
	FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
);
INSERT INTO "parts" VALUES(1,0,'minutes','minutes of Harrowdale Police and Crime Panel',0,123,'Harrowdale Police and Crime Panel','harrowdale police and crime panel','2025-03-07',NULL,0,NULL);
INSERT INTO "parts" VALUES(2,0,'report','report of Harrowdale Police and Crime Panel',0,121,'Harrowdale Police and Crime Panel','harrowdale police and crime panel','2025-03-08',NULL,1,NULL);
CREATE TABLE passages (
	document INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	part INTEGER NOT NULL, 
	item INTEGER, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	page INTEGER, 
	printed_page TEXT, 
	speaker TEXT, 
	act TEXT, 
	rest JSON NOT NULL, 
	PRIMARY KEY (document, number), 
	FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
);
INSERT INTO "passages" VALUES(1,0,'paragraph',0,0,77,100,1,'51',NULL,NULL,'{"spans":[[77,100]],"headings":["Heading"]}');
INSERT INTO "passages" VALUES(1,1,'paragraph',0,0,101,122,1,'51',NULL,NULL,'{"spans":[[101,122]],"headings":["Heading"]}');
INSERT INTO "passages" VALUES(2,0,'paragraph',0,NULL,67,87,1,'51',NULL,NULL,'{"spans":[[67,87]],"headings":["Heading"]}');
INSERT INTO "passages" VALUES(2,1,'paragraph',0,NULL,88,120,1,'51',NULL,NULL,'{"spans":[[88,120]],"headings":["Heading"]}');
CREATE TABLE pending (
	"key" INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	source TEXT NOT NULL, 
	ids JSON NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE postings (
	segment INTEGER NOT NULL, 
	term TEXT NOT NULL, 
	members BLOB NOT NULL, 
	counts BLOB NOT NULL, 
	PRIMARY KEY (segment, term), 
	FOREIGN KEY(segment) REFERENCES segments (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "postings" VALUES(1,'agre',X'01000000',X'01');
INSERT INTO "postings" VALUES(1,'ask',X'01000000',X'01');
INSERT INTO "postings" VALUES(1,'crime',X'00000000010000000200000003000000',X'01010102');
INSERT INTO "postings" VALUES(1,'fell',X'00000000',X'01');
INSERT INTO "postings" VALUES(1,'harrowdal',X'00000000010000000200000003000000',X'01010101');
INSERT INTO "postings" VALUES(1,'mean',X'03000000',X'01');
INSERT INTO "postings" VALUES(1,'panel',X'00000000010000000200000003000000',X'01010102');
INSERT INTO "postings" VALUES(1,'pcp',X'03000000',X'01');
INSERT INTO "postings" VALUES(1,'polic',X'00000000010000000200000003000000',X'01010102');
INSERT INTO "postings" VALUES(1,'sold',X'02000000',X'01');
INSERT INTO "postings" VALUES(1,'station',X'02000000',X'01');
INSERT INTO "postings" VALUES(1,'theft',X'00000000',X'01');
INSERT INTO "postings" VALUES(1,'tractor',X'00000000',X'01');
CREATE TABLE removals (
	segment INTEGER NOT NULL, 
	gone BLOB NOT NULL, 
	PRIMARY KEY (segment), 
	FOREIGN KEY(segment) REFERENCES segments (id) ON DELETE CASCADE
);
CREATE TABLE segments (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	size INTEGER NOT NULL, 
	first_key INTEGER NOT NULL, 
	last_key INTEGER NOT NULL, 
	members BLOB NOT NULL
);
INSERT INTO "segments" VALUES(1,4,1,4,X'01000000000000000100000000000000000000000700000000020000000000000001000000000000000000000006000000000300000000000000020000000000000000000000060000000104000000000000000200000000000000000000000900000001');
CREATE TABLE sketch_keys (
	"key" BIGINT NOT NULL, 
	document INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	PRIMARY KEY ("key", document, part), 
	FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE sketches (
	document INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	size INTEGER NOT NULL, 
	least BLOB NOT NULL, 
	figures BLOB NOT NULL, 
	PRIMARY KEY (document, part), 
	FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE
);
CREATE TABLE twins (
	document INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	other INTEGER NOT NULL, 
	other_part INTEGER NOT NULL, 
	superseded BOOLEAN NOT NULL, 
	PRIMARY KEY (document, part, other, other_part), 
	FOREIGN KEY(document) REFERENCES documents ("key") ON DELETE CASCADE, 
	FOREIGN KEY(other) REFERENCES documents ("key") ON DELETE CASCADE
);
CREATE INDEX parts_meeting ON parts (meeting_date, body);
CREATE INDEX chunks_part ON chunks (document, part, exempt, id);
CREATE UNIQUE INDEX chunks_place ON chunks (document, position);
CREATE INDEX ix_commitments_id ON commitments (id);
CREATE INDEX sketch_keys_document ON sketch_keys (document);
CREATE INDEX twins_other ON twins (other);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('documents',2);
INSERT INTO "sqlite_sequence" VALUES('chunks',4);
INSERT INTO "sqlite_sequence" VALUES('segments',1);
COMMIT;
