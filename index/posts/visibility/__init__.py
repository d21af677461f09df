"""Whether a post may be found: the table of the keys that withhold posts, and the verdict on one
post."""

from index.posts.visibility.judge import Verdict, flag, is_encrypted, is_withholding, judged
from index.posts.visibility.withheld import is_rule_key

__all__ = ["Verdict", "flag", "is_encrypted", "is_rule_key", "is_withholding", "judged"]
