"""Keys and tokens that are known by their form alone.

Rows are `(kind, of which every match holds one, regular expression)`; the group `secret`, or the whole match,
is the secret. Only forms that nothing else has are here (a hash or a commit is none), and only those with
something rare in them: every text is asked for it.
"""

_W = r"(?<![A-Za-z0-9_-])"
_END = r"(?![A-Za-z0-9_-])"
_ANY = r"[A-Za-z0-9_-]"

TOKENS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("an AWS access key", ("AKIA",), _W + r"AKIA[A-Z2-7]{16}" + _END),
    ("an AWS session key", ("ASIA",), _W + r"ASIA[A-Z2-7]{16}" + _END),
    (
        "a GitHub token",
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
        _W + r"gh[pousr]_[A-Za-z0-9]{36,255}" + _END,
    ),
    ("a GitHub token", ("github_pat_",), _W + r"github_pat_[A-Za-z0-9_]{60,255}" + _END),
    (
        "a GitLab token",
        ("glpat-", "gldt-", "glrt-", "glptt-", "glsoat-", "glcbt-", "glft-", "glimt-", "glagent-"),
        _W + rf"gl(?:pat|dt|rt|ptt|soat|cbt|ft|imt|agent)-{_ANY}{{20,}}" + _END,
    ),
    ("a Slack token", ("xox",), _W + r"xox[abeoprs]-[A-Za-z0-9-]{10,}" + _END),
    ("a Slack token", ("xapp-",), _W + r"xapp-\d-[A-Z0-9]+-\d+-[a-z0-9]{20,}" + _END),
    (
        "a Slack webhook",
        ("hooks.slack.com",),
        r"hooks\.slack\.com/services/T\w{6,}/B\w{6,}/(?P<secret>\w{16,})",
    ),
    (
        "a Discord webhook",
        ("/api/webhooks/",),
        rf"discord(?:app)?\.com/api/webhooks/\d{{16,}}/(?P<secret>{_ANY}{{60,}})",
    ),
    ("a Stripe key", ("_live_",), _W + r"[srp]k_live_[A-Za-z0-9]{16,}" + _END),
    ("a Stripe key", ("_test_",), _W + r"[sr]k_test_[A-Za-z0-9]{16,}" + _END),
    ("a webhook's signing secret", ("whsec_",), _W + r"whsec_[A-Za-z0-9+/=]{24,}"),
    ("a Google API key", ("AIza",), _W + rf"AIza{_ANY}{{35}}" + _END),
    ("a Google client secret", ("GOCSPX-",), _W + rf"GOCSPX-{_ANY}{{20,}}" + _END),
    ("a Google access token", ("ya29.",), _W + rf"ya29\.{_ANY}{{30,}}"),
    ("a SendGrid key", ("SG.",), _W + rf"SG\.{_ANY}{{22}}\.{_ANY}{{43}}" + _END),
    ("a Mailgun key", ("key-",), _W + r"key-[0-9a-f]{32}" + _END),
    ("an npm token", ("npm_",), _W + r"npm_[A-Za-z0-9]{36}" + _END),
    ("a PyPI token", ("pypi-AgE",), _W + rf"pypi-AgE{_ANY}{{50,}}"),
    ("a DigitalOcean token", ("_v1_",), _W + r"do[opr]_v1_[0-9a-f]{64}" + _END),
    ("a Hugging Face token", ("hf_",), _W + r"hf_[A-Za-z]{34}" + _END),
    (
        "an API key",
        ("sk-proj-", "sk-ant-", "sk-svcacct-", "sk-admin-", "sk-or-"),
        _W + rf"sk-(?:proj|ant|svcacct|admin|or)-{_ANY}{{32,}}",
    ),
    ("an API key", ("T3BlbkFJ",), _W + rf"sk-{_ANY}{{10,}}T3BlbkFJ{_ANY}{{10,}}"),
    ("a Telegram bot's token", (":AA",), _W + rf"\d{{8,10}}:AA{_ANY}{{33}}" + _END),
    ("a Vault token", ("hvs.", "hvb.", "hvr."), _W + rf"hv[sbr]\.{_ANY}{{24,}}"),
    ("a Terraform token", (".atlasv1.",), _W + rf"\w{{14}}\.atlasv1\.{_ANY}{{60,}}"),
    (
        "a Shopify token",
        ("shpat_", "shpca_", "shppa_", "shpss_"),
        _W + r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}" + _END,
    ),
    ("a Grafana token", ("glsa_",), _W + r"glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}" + _END),
    ("a New Relic key", ("NRAK-", "NRJS-", "NRII-"), _W + r"NR(?:AK|JS|II)-[A-Z0-9]{27,}" + _END),
    ("a Databricks token", ("dapi",), _W + r"dapi[0-9a-f]{32}(?:-\d)?" + _END),
    ("a Docker token", ("dckr_",), _W + rf"dckr_[po]at_{_ANY}{{27,}}"),
    ("an Azure storage key", ("AccountKey=",), r"AccountKey=(?P<secret>[A-Za-z0-9+/]{86}==)"),
    ("a signed address", ("sig=",), r"[?&]sig=(?P<secret>[A-Za-z0-9%+/]{40,})"),
    ("an age key", ("AGE-SECRET-KEY-",), r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    ("a GitLab token", ("GR1348941",), _W + rf"GR1348941{_ANY}{{20,}}"),
    ("an API key", ("sk-",), _W + r"sk-[A-Za-z0-9]{48}" + _END),
    ("a Google refresh token", ("1//0",), rf"(?<![\w/])1//0{_ANY}{{30,}}"),
    ("a Mailchimp key", ("-us",), _W + r"[0-9a-f]{32}-us\d{1,2}" + _END),
    ("a Heroku key", ("HRKU-",), _W + rf"HRKU-{_ANY}{{30,}}"),
    ("an Atlassian token", ("ATATT3",), _W + r"ATATT3[A-Za-z0-9_=-]{50,}"),
    ("a Linear key", ("lin_api_",), _W + r"lin_api_[A-Za-z0-9]{40}" + _END),
    ("a Notion token", ("ntn_",), _W + r"ntn_[A-Za-z0-9]{40,}" + _END),
    ("a Notion token", ("secret_",), _W + r"secret_(?=[a-zA-Z]*\d)[A-Za-z0-9]{43}" + _END),
    ("a Figma token", ("figd_",), _W + rf"figd_{_ANY}{{38,}}"),
    ("a PagerDuty key", ("pdus+",), _W + r"pdus\+[A-Za-z0-9_+-]{18,}"),
    ("a Sentry token", ("sntrys_", "sntryu_"), _W + r"sntry(?:s_eyJ|u_)[A-Za-z0-9+/=_-]{40,}"),
    ("a Square token", ("sq0",), _W + rf"sq0(?:atp|csp)-{_ANY}{{22,}}"),
    (
        "an Azure client secret",
        ("Q~",),
        r"(?<![\w~.-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![\w~-])",
    ),
    (
        "an encrypted token",
        ("eyJ",),
        _W + rf"eyJ{_ANY}{{20,}}\.(?!eyJ){_ANY}*\.{_ANY}{{10,}}\.{_ANY}{{10,}}\.{_ANY}{{16,}}",
    ),
    ("a signed address", ("-Signature=",), r"X-(?:Amz|Goog)-Signature=(?P<secret>[0-9a-f]{64,})"),
    ("a Django secret key", ("django-insecure-",), r"django-insecure-[^\s\"'`]{20,}"),
    ("a registry's login", ('"auth"',), r"\"auth\"\s*:\s*\"(?P<secret>[A-Za-z0-9+/]{16,}={0,2})\""),
    (
        "a password on a command line",
        ("curl",),
        r"\bcurl\b[^\n]{0,200}?\s(?:-u|--user)[ =]?[\"']?[\w.@-]{1,80}:(?P<secret>[^\s\"'`]{4,100})",
    ),
    ("a password", ("password",), r"\blogin\s+\S{1,80}\s+password\s+(?P<secret>\S{6,100})"),
    ("a password's hash", ("$2",), r"\$2[abxy]\$\d\d\$(?P<secret>[./A-Za-z0-9]{53})"),
    (
        "a password's hash",
        ("$apr1$", "$1$", "$5$", "$6$"),
        r"\$(?:apr1|[156])\$(?:rounds=\d+\$)?[./A-Za-z0-9]{1,16}\$(?P<secret>[./A-Za-z0-9]{22,86})(?![./A-Za-z0-9])",
    ),
    (
        "a password's hash",
        ("$argon2",),
        r"\$argon2i?d?\$v=\d+\$[\w,=]+\$[A-Za-z0-9+/]+\$(?P<secret>[A-Za-z0-9+/]{20,})",
    ),
    ("a JSON web token", ("eyJ",), _W + rf"eyJ{_ANY}{{10,}}\.eyJ{_ANY}{{10,}}\.{_ANY}{{10,}}"),
    (
        "a private key",
        ("PRIVATE KEY",),
        (
            r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"
            r"(?:(?:(?!-----BEGIN)[\s\S]){0,20000}?-----END [A-Z0-9 ]{1,40}-----)?"
        ),
    ),
    ("a private key", ("PuTTY-User-Key",), r"PuTTY-User-Key-File-\d: [\w-]+"),
    (
        "an address with its password",
        ("@",),
        r"[A-Za-z0-9]://[^\s:/@<>\"'`]{0,80}:(?P<secret>[^\s/@<>\"'`]{3,200})@[\w.\[-]",
    ),
    ("a bearer token", ("earer ",), r"\b[Bb]earer (?P<secret>[A-Za-z0-9._~+/-]{24,})"),
    ("a password in a header", ("asic ",), r"\bAuthorization: Basic (?P<secret>[A-Za-z0-9+/]{12,}={0,2})"),
)  # fmt: skip
