"""Kinds of channel and placement, where a cost comes from, and who does not count as a visitor. A leaf."""

from django.db.models import TextChoices


class ChannelKind(TextChoices):
    """The ways to reach people."""

    JOB_BOARD = "job_board", "Job board"
    SEARCH = "search", "Search"
    SOCIAL = "social", "Social media"
    PRINT = "print", "Print"
    RADIO = "radio", "Radio"
    EVENT = "event", "Fairs and conferences"
    PARTNER = "partner", "Partner"
    OWN_SITE = "own_site", "Own site"
    NEWSLETTER = "newsletter", "Newsletter"


class PlacementKind(TextChoices):
    """What is bought."""

    FEATURE = "feature", "Sponsored feature"
    LISTING = "listing", "Enhanced listing"
    SEARCH_WORDS = "search_words", "Search words"
    SOCIAL_ADVERT = "social_advert", "Social advert"
    HALF_PAGE = "half_page", "Print half-page"
    RADIO = "radio", "Radio"
    NEWSLETTER = "newsletter", "Newsletter"
    PARTNER = "partner", "Partner's promotion"


class MoneySource(TextChoices):
    """How an amount of money is known."""

    INVOICE = "invoice", "Invoice"
    PAPER = "paper", "Published paper"
    EXPECTED = "expected", "Expected, not yet invoiced"
    INVENTED = "invented", "Invented"


# makers of telephones whose name holds a crawler's word
NO_CRAWLERS = ("cubot",)
# words in the name a program gives of itself that mark it as no visitor: crawlers, link checkers, previews of links, monitors
CRAWLERS = (
    "bot", "crawl", "spider", "slurp", "preview", "facebookexternalhit", "facebookcatalog", "whatsapp/", "embedly",
    "quora link", "pinterest/0.", "skypeuripreview", "mediapartners", "google-read-aloud", "feedfetcher", "lighthouse", "headless",
    "phantomjs", "archiver", "wget", "curl", "python-", "aiohttp", "httpx", "go-http-client", "java/", "okhttp", "libwww", "scrapy",
    "axios", "node-fetch", "postman", "monitor", "uptime", "pingdom", "checker", "validator", "scanner", "safelinks", "proofpoint",
    "mimecast", "barracuda", "existence discovery", "ms-office", "googleother", "google-inspectiontool", "apis-google", "imgproxy", "vkshare",
    "iframely", "claude-", "anthropic-", "cohere-ai", "perplexity", "chatgpt-user",
)  # fmt: skip
