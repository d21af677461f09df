"""Which Latin word a katakana word comes from: UniDic's source column, its known errors mended, and
words that are newer than it."""

import re

from index.text.fold import fold_word

_SOURCE = re.compile("[a-z][a-z.' -]*[a-z]")

_PAIRS = """
クラウド cloud
アプリ app
エヌビディア nvidia
インテル intel
グーグル google
アマゾン amazon
アップル apple
マイクロソフト microsoft
フェイスブック facebook
ツイッター twitter
インスタグラム instagram
ユーチューブ youtube
ネットフリックス netflix
ウィキペディア wikipedia
ギットハブ github
ギットラボ gitlab
ギット git
ドッカー docker
クバネティス kubernetes
クーバネティス kubernetes
ジェンキンス jenkins
アンシブル ansible
テラフォーム terraform
パイソン python
ジャバ java
ジャバスクリプト javascript
タイプスクリプト typescript
ルビー ruby
レイルズ rails
ラスト rust
スウィフト swift
コトリン kotlin
リアクト react
アンギュラー angular
ノード node
ウブンツ ubuntu
デビアン debian
フェドラ fedora
ウィンドウズ windows
アンドロイド android
アイフォーン iphone
アイパッド ipad
マック mac
クローム chrome
ファイアフォックス firefox
サファリ safari
エクセル excel
ワードプレス wordpress
ハイパーリンク hyperlink
ポストグレス postgres
マイエスキューエル mysql
オラクル oracle
レディス redis
モンゴディービー mongodb
エラスティックサーチ elasticsearch
ルシーン lucene
アパッチ apache
スラック slack
ズーム zoom
ディスコード discord
テスラ tesla
サムスン samsung
ソニー sony
チャットジーピーティー chatgpt
ジェミニ gemini
クロード claude
オープンエーアイ openai
ディープラーニング deep learning
ブロックチェーン blockchain
ビットコイン bitcoin
イーサリアム ethereum
コンテナ container
デプロイ deploy
リポジトリ repository
レポジトリ repository
コミット commit
マージ merge
ブランチ branch
デバッグ debug
ビルド build
コンパイル compile
フレームワーク framework
ライブラリ library
フロントエンド frontend
バックエンド backend
エンドポイント endpoint
トークン token
プロンプト prompt
ワークフロー workflow
マイクロサービス microservice
サーバーレス serverless
オープンソース open source
"""
_KNOWN = {
    fold_word(word): source
    for word, _, source in (line.partition(" ") for line in _PAIRS.strip().split("\n"))
}


def source_of(term: str, said: str) -> str:
    """The Latin word that `term`, a folded one, comes from, `said` by the dictionary; "" for none
    that can be looked for."""
    found = _KNOWN.get(term, said.lower())
    return found if _SOURCE.fullmatch(found) and " " not in found else ""
