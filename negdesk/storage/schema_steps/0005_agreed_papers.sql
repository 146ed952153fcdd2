-- The very paper that was agreed on, kept with its version: its bytes, its fingerprint (SHA-256 in hexadecimal), and
-- the size of its page. NULL and empty where a version was frozen before papers were kept.
ALTER TABLE agreement_version ADD COLUMN paper BLOB;
ALTER TABLE agreement_version ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
ALTER TABLE agreement_version ADD COLUMN page TEXT NOT NULL DEFAULT '';
