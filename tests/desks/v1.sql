BEGIN TRANSACTION;
CREATE TABLE conversations (
	id TEXT NOT NULL, 
	person TEXT NOT NULL, 
	title TEXT NOT NULL, 
	begun_at TEXT NOT NULL, 
	changed_at TEXT NOT NULL, 
	words TEXT NOT NULL, 
	content TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE feedback (
	"key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at TEXT NOT NULL, 
	person TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	note TEXT NOT NULL, 
	asked_at TEXT NOT NULL, 
	question TEXT NOT NULL, 
	turns JSON NOT NULL, 
	answer TEXT NOT NULL, 
	status TEXT NOT NULL, 
	citations JSON NOT NULL
);
CREATE TABLE reviews (
	"key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at TEXT NOT NULL, 
	who TEXT NOT NULL, 
	decision TEXT NOT NULL, 
	about JSON NOT NULL, 
	target JSON, 
	changes JSON NOT NULL, 
	note TEXT NOT NULL, 
	exempt BOOLEAN NOT NULL, 
	undone_at TEXT, 
	undone_by TEXT
);
INSERT INTO "reviews" VALUES(1,'2031-06-01T10:00:00+00:00','Ada Clerk','edit','{"commitment":"c1","source":"lamps.txt","start":10,"end":20,"quote":"nine lamps","meeting_date":"2031-05-02","exempt":false}','null','{"due":"May"}','Said at the meeting.',0,NULL,NULL);
INSERT INTO "reviews" VALUES(2,'2031-06-01T10:00:00+00:00','Bo Chief','reject','{"commitment":"c1","source":"lamps.txt","start":10,"end":20,"quote":"nine lamps","meeting_date":"2031-05-02","exempt":false}','null','{}','',0,'2031-06-01T10:00:00+00:00','Ada Clerk');
INSERT INTO "reviews" VALUES(3,'2031-06-01T10:00:00+00:00','Ada Clerk','merge','{"commitment":"c2","source":"exempt.txt","start":0,"end":5,"quote":"hush","meeting_date":null,"exempt":true}','{"commitment":"c1","source":"lamps.txt","start":10,"end":20,"quote":"nine lamps","meeting_date":"2031-05-02","exempt":false}','{}','',1,NULL,NULL);
CREATE INDEX ix_conversations_person ON conversations (person);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('reviews',3);
COMMIT;
