"""The store's tables and published views, as sqlite-utils migrations.

Plural tables, singular columns, `*_at` in UTC ISO 8601, STRICT tables, outcomes spelt as in rules.model.Outcome.
docs/store.md describes each view for readers of the data.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x45465453  # "EFTS", in SQLite's application_id: tells our store from any other database
SCHEMA_VERSION = 3

MIGRATIONS = Migrations("eftersyn_store")

_TABLES = """
CREATE TABLE sweeps (
    id TEXT PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'interrupted', 'failed')),
    tool_version TEXT NOT NULL,
    axe_version TEXT NOT NULL DEFAULT '',
    browser_version TEXT NOT NULL DEFAULT '',
    rule_set TEXT NOT NULL,
    sample TEXT NOT NULL,
    seed INTEGER NOT NULL,
    max_pages INTEGER NOT NULL,
    contact TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE authorities (
    sweep_id TEXT NOT NULL REFERENCES sweeps(id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL DEFAULT '',
    domain_area TEXT NOT NULL DEFAULT '',
    services TEXT NOT NULL DEFAULT '[]',
    confidence TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (sweep_id, id)
) STRICT;

CREATE TABLE sites (
    sweep_id TEXT NOT NULL REFERENCES sweeps(id),
    id TEXT NOT NULL,
    authority_id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'stopped', 'failed')),
    reason TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    started_at TEXT NOT NULL,
    ended_at TEXT,
    captures TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (sweep_id, id)
) STRICT;

CREATE TABLE site_notes (
    sweep_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (sweep_id, site_id, kind, detail)
) STRICT;

CREATE TABLE subjects (
    id TEXT PRIMARY KEY,
    sweep_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('page', 'document', 'site', 'authority')),
    url TEXT NOT NULL,
    final_url TEXT NOT NULL DEFAULT '',
    sequence INTEGER NOT NULL DEFAULT 0,
    depth INTEGER NOT NULL DEFAULT 0,
    found_on TEXT NOT NULL DEFAULT '',
    clause TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    status INTEGER,
    load_state TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    template TEXT NOT NULL DEFAULT '',
    request_count INTEGER NOT NULL DEFAULT 0,
    request_bytes INTEGER NOT NULL DEFAULT 0,
    third_party_hosts TEXT NOT NULL DEFAULT '[]',
    cookie_names TEXT NOT NULL DEFAULT '[]',
    console_errors TEXT NOT NULL DEFAULT '[]',
    taken_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX subjects_by_site ON subjects (sweep_id, site_id, kind, sequence);

CREATE TABLE packed_outcomes (
    subject_id TEXT PRIMARY KEY REFERENCES subjects(id),
    passed TEXT NOT NULL DEFAULT '{}',
    inapplicable TEXT NOT NULL DEFAULT '[]',
    untested TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE results (
    subject_id TEXT NOT NULL REFERENCES subjects(id),
    rule TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('failed', 'cantTell')),
    passed_count INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (subject_id, rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
    subject_id TEXT NOT NULL REFERENCES subjects(id),
    rule TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('failed', 'cantTell')),
    fingerprint TEXT NOT NULL,
    target TEXT NOT NULL,
    path TEXT NOT NULL DEFAULT '',
    snippet TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL,
    data TEXT NOT NULL DEFAULT '{}',
    impact TEXT NOT NULL CHECK (impact IN ('critical', 'serious', 'moderate', 'minor')),
    clause TEXT NOT NULL DEFAULT '',
    frame_url TEXT NOT NULL DEFAULT '',
    exemption TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (subject_id, rule, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX findings_by_fingerprint ON findings (fingerprint);

CREATE TABLE rules (
    sweep_id TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    engine TEXT NOT NULL,
    scope TEXT NOT NULL,
    standing TEXT NOT NULL,
    confidence TEXT NOT NULL,
    status TEXT NOT NULL,
    impact TEXT NOT NULL,
    criteria TEXT NOT NULL DEFAULT '[]',
    clauses TEXT NOT NULL DEFAULT '[]',
    act TEXT NOT NULL DEFAULT '[]',
    is_fault INTEGER NOT NULL CHECK (is_fault IN (0, 1)),
    PRIMARY KEY (sweep_id, id)
) STRICT;

CREATE TABLE documents (
    sweep_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    url TEXT NOT NULL,
    declared_type TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (sweep_id, site_id, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE document_links (
    sweep_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    document_url TEXT NOT NULL,
    page_url TEXT NOT NULL,
    link_text TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (sweep_id, site_id, document_url, page_url, link_text)
) STRICT, WITHOUT ROWID;

CREATE TABLE skips (
    sweep_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    url TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    found_on TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (sweep_id, site_id, url, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE crops (
    sweep_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    page_url TEXT NOT NULL,
    image BLOB NOT NULL,
    PRIMARY KEY (sweep_id, site_id, fingerprint)
) STRICT;
"""

_VIEWS = """
CREATE VIEW outcomes AS
    SELECT subject_id, rule, outcome, passed_count, '' AS reason FROM results
    UNION ALL
    SELECT p.subject_id, j.key, 'passed', j.value, '' FROM packed_outcomes p, json_each(p.passed) j
    UNION ALL
    SELECT p.subject_id, j.value, 'inapplicable', 0, '' FROM packed_outcomes p, json_each(p.inapplicable) j
    UNION ALL
    SELECT p.subject_id, j.key, 'untested', 0, j.value FROM packed_outcomes p, json_each(p.untested) j;

CREATE VIEW site_findings AS
    SELECT s.sweep_id, s.site_id, s.kind, s.url AS page_url, s.sequence, f.*,
           CASE f.impact WHEN 'critical' THEN 4 WHEN 'serious' THEN 3 WHEN 'moderate' THEN 2 ELSE 1 END AS weight,
           (r.is_fault = 1 AND f.outcome = 'failed' AND f.exemption = '') AS is_fault
    FROM findings f JOIN subjects s ON s.id = f.subject_id
    JOIN rules r ON r.sweep_id = s.sweep_id AND r.id = f.rule;

CREATE VIEW clusters AS
    SELECT sweep_id, site_id, rule, fingerprint, outcome, exemption, is_fault,
           COUNT(DISTINCT subject_id) AS page_count, COUNT(*) AS finding_count, MAX(weight) AS weight,
           COUNT(DISTINCT subject_id) * MAX(weight) AS reach_weight
    FROM site_findings GROUP BY sweep_id, site_id, rule, fingerprint, outcome, exemption, is_fault;

CREATE VIEW page_faults AS
    SELECT s.sweep_id, s.site_id, s.id AS subject_id, s.url, s.sequence, s.state,
           (SELECT COUNT(*) FROM site_findings f WHERE f.subject_id = s.id AND f.is_fault = 1) AS fault_count
    FROM subjects s WHERE s.kind = 'page';

CREATE VIEW coverage AS
    SELECT sweep_id, site_id, state, COUNT(*) AS page_count FROM subjects WHERE kind = 'page' GROUP BY 1, 2, 3;

CREATE VIEW skip_counts AS
    SELECT sweep_id, site_id, reason, COUNT(*) AS address_count FROM skips GROUP BY 1, 2, 3;
"""


@MIGRATIONS()
def m001_first_schema(database: Database) -> None:
    """Create the tables and views of the first version."""
    for statement in (_TABLES + _VIEWS).split(";\n"):
        if statement.strip():
            database.execute(statement)


_DOCUMENT_COLUMNS = (
    "state TEXT NOT NULL DEFAULT 'not_fetched'",
    "reason TEXT NOT NULL DEFAULT ''",
    "status INTEGER",
    "final_url TEXT NOT NULL DEFAULT ''",
    "format TEXT NOT NULL DEFAULT ''",
    "format_version TEXT NOT NULL DEFAULT ''",
    "encoding TEXT NOT NULL DEFAULT ''",
    "has_macros INTEGER NOT NULL DEFAULT 0",
    "size_bytes INTEGER NOT NULL DEFAULT 0",
    "sha256 TEXT NOT NULL DEFAULT ''",
    "same_as TEXT NOT NULL DEFAULT ''",
    "etag TEXT NOT NULL DEFAULT ''",
    "last_modified TEXT NOT NULL DEFAULT ''",
    "created TEXT NOT NULL DEFAULT ''",
    "modified TEXT NOT NULL DEFAULT ''",
    "exemption TEXT NOT NULL DEFAULT ''",
    "claims TEXT NOT NULL DEFAULT '[]'",
    "verdicts TEXT NOT NULL DEFAULT '[]'",
    "contradicted TEXT NOT NULL DEFAULT '[]'",
    "answers TEXT NOT NULL DEFAULT '{}'",
)

_DOCUMENT_VIEWS = """
CREATE VIEW document_faults AS
    SELECT s.sweep_id, s.site_id, s.id AS subject_id, s.url, s.sequence, s.state,
           (SELECT COUNT(*) FROM site_findings f WHERE f.subject_id = s.id AND f.is_fault = 1) AS fault_count
    FROM subjects s WHERE s.kind = 'document';

CREATE VIEW document_coverage AS
    SELECT sweep_id, site_id, state, reason, COUNT(*) AS document_count
    FROM documents WHERE same_as = '' GROUP BY 1, 2, 3, 4;
"""


@MIGRATIONS()
def m002_documents_are_opened(database: Database) -> None:
    """Keep what is known of a document once it is fetched and opened."""
    for column in _DOCUMENT_COLUMNS:
        database.execute(f"ALTER TABLE documents ADD COLUMN {column}")
    for statement in _DOCUMENT_VIEWS.split(";\n"):
        if statement.strip():
            database.execute(statement)


_DUTY_TABLES = """
CREATE TABLE statements (
    sweep_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    statuses TEXT NOT NULL DEFAULT '[]',
    updated TEXT NOT NULL DEFAULT '',
    updated_on TEXT NOT NULL DEFAULT '',
    methods TEXT NOT NULL DEFAULT '[]',
    has_telephone INTEGER NOT NULL DEFAULT 0 CHECK (has_telephone IN (0, 1)),
    written TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (sweep_id, site_id)
) STRICT;

CREATE TABLE statement_items (
    sweep_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('noncompliance', 'burden', 'outside')),
    text TEXT NOT NULL,
    PRIMARY KEY (sweep_id, site_id, ordinal)
) STRICT;

CREATE TABLE explanations (
    site_id TEXT NOT NULL,
    id TEXT NOT NULL,
    finding TEXT NOT NULL DEFAULT '',
    rule TEXT NOT NULL DEFAULT '',
    scope TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL CHECK (category IN ('planned', 'disproportionate-burden', 'outside-scope', 'cost',
        'security', 'function', 'international-duty')),
    planned TEXT NOT NULL DEFAULT '',
    reason_da TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    evidence TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    PRIMARY KEY (site_id, id)
) STRICT;
"""


@MIGRATIONS()
def m003_formal_duties(database: Database) -> None:
    """Keep each site's country, what its accessibility statement says, and the explanations of its authority."""
    database.execute("ALTER TABLE sites ADD COLUMN country TEXT NOT NULL DEFAULT ''")
    for statement in _DUTY_TABLES.split(";\n"):
        if statement.strip():
            database.execute(statement)
