"""Zenn and Qiita, whose repositories hold articles that these platforms publish."""

from index.posts.sites.platforms.both import ZennAndQiita
from index.posts.sites.platforms.qiita import Qiita, QiitaArticles
from index.posts.sites.platforms.zenn import Zenn

__all__ = ["Qiita", "QiitaArticles", "Zenn", "ZennAndQiita"]
