"""Which Latin word a katakana word comes from: UniDic's source column, its known errors mended, and
words that are newer than it."""

import re

from index.text.fold import fold_word

_SOURCE = re.compile("[a-z][a-z.' -]*[a-z]")

_PAIRS = """
クラウド=cloud アプリ=app エヌビディア=nvidia インテル=intel グーグル=google アマゾン=amazon
アップル=apple マイクロソフト=microsoft フェイスブック=facebook ツイッター=twitter
インスタグラム=instagram ユーチューブ=youtube ネットフリックス=netflix ウィキペディア=wikipedia
ギットハブ=github ギットラボ=gitlab ギット=git ドッカー=docker クバネティス=kubernetes
クーバネティス=kubernetes ジェンキンス=jenkins アンシブル=ansible テラフォーム=terraform
パイソン=python ジャバ=java ジャバスクリプト=javascript タイプスクリプト=typescript ルビー=ruby
レイルズ=rails ラスト=rust スウィフト=swift コトリン=kotlin リアクト=react アンギュラー=angular
ノード=node ウブンツ=ubuntu デビアン=debian フェドラ=fedora ウィンドウズ=windows
アンドロイド=android アイフォーン=iphone アイパッド=ipad マック=mac クローム=chrome
ファイアフォックス=firefox サファリ=safari エクセル=excel ワードプレス=wordpress
ハイパーリンク=hyperlink ポストグレス=postgres マイエスキューエル=mysql オラクル=oracle
レディス=redis モンゴディービー=mongodb エラスティックサーチ=elasticsearch ルシーン=lucene
アパッチ=apache スラック=slack ズーム=zoom ディスコード=discord テスラ=tesla サムスン=samsung
ソニー=sony チャットジーピーティー=chatgpt ジェミニ=gemini クロード=claude オープンエーアイ=openai
ブロックチェーン=blockchain ビットコイン=bitcoin イーサリアム=ethereum コンテナ=container
デプロイ=deploy リポジトリ=repository レポジトリ=repository コミット=commit マージ=merge
ブランチ=branch デバッグ=debug ビルド=build コンパイル=compile フレームワーク=framework
ライブラリ=library フロントエンド=frontend バックエンド=backend エンドポイント=endpoint
トークン=token プロンプト=prompt ワークフロー=workflow マイクロサービス=microservice
サーバーレス=serverless アドオン=addon アナリティクス=analytics アジャイル=agile
ベンチマーク=benchmark ベータ=beta ブートストラップ=bootstrap キャッシュ=cache
チェックボックス=checkbox クリーンアップ=cleanup クリップボード=clipboard コールバック=callback
コントリビュート=contribute デーモン=daemon ダイアログ=dialog ディスク=disk ドロップダウン=dropdown
ゲートウェイ=gateway ハッカソン=hackathon ハッシュタグ=hashtag ヒープ=heap インシデント=incident
イテレータ=iterator キーワード=keyword カーネル=kernel ラムダ=lambda レイテンシ=latency
ログイン=login ログアウト=logout マークダウン=markdown マークアップ=markup メタデータ=metadata
マイグレーション=migration マルチスレッド=multithread ニュースレター=newsletter オンライン=online
オフライン=offline パーサー=parser パスワード=password パイプライン=pipeline プレイリスト=playlist
プラグイン=plugin ポッドキャスト=podcast ポータル=portal プロパティ=property キュー=queue
ランタイム=runtime リダイレクト=redirect リファクタリング=refactoring ロードマップ=roadmap
サンドボックス=sandbox スクレイピング=scraping スクリーンショット=screenshot セレクタ=selector
セレクター=selector シリアライズ=serialize サイドバー=sidebar スニペット=snippet
ストリーミング=streaming タイムアウト=timeout タイムゾーン=timezone トリガ=trigger
トラブルシューティング=troubleshooting ウィジェット=widget ワークスペース=workspace
アジュール=azure アトラシアン=atlassian ビットバケット=bitbucket クラウドフレア=cloudflare
ジャンゴ=django フラスク=flask ファイアベース=firebase フィグマ=figma ゴーラング=golang
グラファナ=grafana ララベル=laravel ノーション=notion エヌピーエム=npm パイトーチ=pytorch
テンソルフロー=tensorflow スベルト=svelte ウェブパック=webpack ヴァーセル=vercel
オブシディアン=obsidian ラズパイ=raspi ラズベリーパイ=raspberrypi アルドゥイーノ=arduino
ティックトック=tiktok リンクトイン=linkedin ペイペイ=paypay メルカリ=mercari スポティファイ=spotify
"""
_KNOWN = {
    fold_word(word): source for word, _, source in (pair.partition("=") for pair in _PAIRS.split())
}


KATAKANA = re.compile("[ァ-ヺー]{3,}")


def is_known(run: str) -> bool:
    """Whether a run of katakana is a word of the list: the dictionary may have it in pieces."""
    return fold_word(run) in _KNOWN


def source_of(term: str, said: str) -> str:
    """The Latin word that `term`, a folded one, comes from, `said` by the dictionary; "" for none
    that can be looked for."""
    found = _KNOWN.get(term, said.lower())
    return found if _SOURCE.fullmatch(found) and " " not in found else ""
