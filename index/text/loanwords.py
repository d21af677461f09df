"""The Latin words that katakana words come from: a list for words that UniDic lacks or has wrongly,
else UniDic's own source."""

import re
from functools import lru_cache

from index.text.fold import fold_word
from index.text.kana import is_kana, katakana
from index.text.katakana import sounds_like

_SOURCE = re.compile("[a-z][a-z.'-]*[a-z]")

_PAIRS = """
クラウド=cloud アプリ=app エヌビディア=nvidia インテル=intel グーグル=google アマゾン=amazon
アップル=apple マイクロソフト=microsoft フェイスブック=facebook ツイッター=twitter
インスタグラム=instagram ユーチューブ=youtube ネットフリックス=netflix ウィキペディア=wikipedia
ギットハブ=github ギットラボ=gitlab ギット=git ドッカー=docker クバネティス=kubernetes
クーバネティス=kubernetes ジェンキンス=jenkins アンシブル=ansible テラフォーム=terraform
パイソン=python ジャバ=java ジャバスクリプト=javascript タイプスクリプト=typescript ルビー=ruby
レイルズ=rails ラスト=rust/last スウィフト=swift コトリン=kotlin リアクト=react アンギュラー=angular
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
シリアライズ=serialize サイドバー=sidebar スニペット=snippet
ストリーミング=streaming タイムアウト=timeout タイムゾーン=timezone トリガ=trigger
トラブルシューティング=troubleshooting ウィジェット=widget ワークスペース=workspace
アジュール=azure アトラシアン=atlassian ビットバケット=bitbucket クラウドフレア=cloudflare
ジャンゴ=django フラスク=flask ファイアベース=firebase フィグマ=figma ゴーラング=golang
グラファナ=grafana ララベル=laravel ノーション=notion エヌピーエム=npm パイトーチ=pytorch
テンソルフロー=tensorflow スベルト=svelte ウェブパック=webpack ヴァーセル=vercel
オブシディアン=obsidian ラズパイ=raspi ラズベリーパイ=raspberrypi アルドゥイーノ=arduino
ティックトック=tiktok リンクトイン=linkedin ペイペイ=paypay メルカリ=mercari スポティファイ=spotify
パス=path/pass ソース=source/sauce ロード=load/road ルート=root/route ロック=lock/rock ビュー=view
リーダー=reader/leader ライト=light/right/write ハブ=hub バイト=byte/arbeit
パース=parse/perspective ラッパー=wrapper/rapper ドラッグ=drag/drug
マニフェスト=manifest/manifesto ミス=miss/mistake クラッシュ=crash/crush ラップ=wrap/lap/rap
リード=lead/read コード=code/cord バス=bus/bath フォーク=fork/folk トラック=track/truck
グラス=glass/grass プレイ=play レース=race/lace ベース=base/bass シリアル=serial/cereal
クロージャ=closure/clojure パール=perl/pearl ストリーム=stream
ピン=pin シミュレート=simulate リロード=reload リッスン=listen バインド=bind ネイティブ=native
マッチ=match ポスト=post アルファ=alpha アタッチ=attach デタッチ=detach
スケーラビリティ=scalability テクニック=technique ロギング=logging ドロワー=drawer
ジェネリクス=generics ハルシネーション=hallucination レジリエンス=resilience テクニカル=technical
セキュア=secure ヘルスケア=healthcare スタートアップ=startup セットアップ=setup カプセル=capsule
テック=tech ロゴ=logo グラフィックス=graphics コンテンツ=content/contents
デプロイメント=deployment ワークロード=workload コードベース=codebase データセット=dataset
タイムライン=timeline タイムスタンプ=timestamp ショートカット=shortcut
スナップショット=snapshot ブレークポイント=breakpoint ボトルネック=bottleneck インライン=inline
ファイルシステム=filesystem チャットボット=chatbot ポップアップ=popup スマートフォン=smartphone
ビューポート=viewport ロールバック=rollback フォールバック=fallback リネーム=rename
アンインストール=uninstall サブクラス=subclass サブコマンド=subcommand ツールバー=toolbar
ツールチップ=tooltip ツールチェーン=toolchain タスクバー=taskbar ブックマークレット=bookmarklet
マイルストーン=milestone トレードオフ=tradeoff スタンドアロン=standalone
オートコンプリート=autocomplete ワイルドカード=wildcard プロビジョニング=provisioning
メンテナ=maintainer アセンブラ=assembler ホームページ=homepage
オンボーディング=onboarding デシリアライズ=deserialize ミューテックス=mutex セマフォ=semaphore
デッドロック=deadlock イミュータブル=immutable ミュータブル=mutable ポリモーフィズム=polymorphism
デコレータ=decorator コルーチン=coroutine ラーメン=ramen
プロミス=promise テンソル=tensor ニューラル=neural トランスフォーマー=transformer
エンベディング=embedding コパイロット=copilot グロック=grok ディープシーク=deepseek ラマ=llama
オラマ=ollama ハギングフェイス=huggingface ラングチェーン=langchain ヴィム=vim イーマックス=emacs
ネオヴィム=neovim ブイエスコード=vscode ウブントゥ=ubuntu ネクスト=next ナクスト=nuxt
アストロ=astro ジキル=jekyll ジェキル=jekyll ヒューゴ=hugo ハスケル=haskell スカラ=scala/scalar
ルア=lua ジュリア=julia コボル=cobol フォートラン=fortran リスプ=lisp プロログ=prolog
エリクサー=elixir アーラン=erlang ズィグ=zig デノ=deno マインクラフト=minecraft ブレンダー=blender
ユニティ=unity アンリアル=unreal ゴドー=godot フォトショップ=photoshop
イラストレーター=illustrator パワーポイント=powerpoint ワード=word アウトルック=outlook
チームズ=teams シェアポイント=sharepoint ワンドライブ=onedrive ドロップボックス=dropbox
エバーノート=evernote ジーメール=gmail ヤフー=yahoo ニコニコ=niconico ツイッチ=twitch
レディット=reddit ブルースカイ=bluesky マストドン=mastodon スレッズ=threads インスタ=instagram
マックブック=macbook アイマック=imac クロームブック=chromebook サーフェス=surface
シンクパッド=thinkpad ギャラクシー=galaxy ブルートゥース=bluetooth ワイファイ=wifi
イーサネット=ethernet プルリクエスト=pullrequest カリー=curry
"""
_KNOWN = {
    fold_word(word): sources.replace("/", " ")
    for word, _, sources in (pair.partition("=") for pair in _PAIRS.split())
}


_SHORTEST, _LONGEST = 3, max(map(len, _KNOWN))
_BEGINS = {word[:2] for word in _KNOWN}
IN_KATAKANA = "ァ-ヺー"
KATAKANA = re.compile(f"[{IN_KATAKANA}]{{3,}}")
"""Katakana that may be a word."""
BEHIND_KATAKANA = f"(?<=[{IN_KATAKANA}])[{IN_KATAKANA}]{{2,}}"
"""The rest of such katakana, behind its first character."""


def known_sources(term: str) -> str:
    """The Latin words that a folded `term` comes from, separated by spaces, if it is of the list,
    whose words MeCab may segment wrongly; "" for others."""
    return _KNOWN.get(term, "")


@lru_cache(maxsize=65_536)
def known_within(run: str) -> tuple[tuple[int, int], ...]:
    """The slices (start, end) of katakana that are words of the list, the longest from the left,
    without the whole: オンライン in オンラインゲーム."""
    slices: list[tuple[int, int]] = []
    at, end = 0, len(run)
    while at + _SHORTEST <= end:
        stop = 0
        if run[at : at + 2] in _BEGINS or "ヴ" in run[at : at + 2]:  # which folding changes
            most = min(end, at + _LONGEST)
            stops = (stop for stop in range(most, at + _SHORTEST - 1, -1) if stop - at < end)
            stop = next((stop for stop in stops if fold_word(run[at:stop]) in _KNOWN), 0)
        if stop:
            slices.append((at, stop))
        at = stop or at + 1
    return tuple(slices)


def origin_of(term: str, read: str, gloss: str) -> tuple[str, bool]:
    """(the Latin words that a folded term may come from, separated by spaces; whether it is another
    word than its lemma, whose reading in kana is `read` and whose source is `gloss`). ウィンドウ is
    no Windows by the list, バディ no ボディ by its sound."""
    if not gloss:
        known = _KNOWN.get(term, "")
        return known, known != ""
    foreign, source = gloss.isascii(), gloss.lower()
    other = foreign and is_kana(term) and not sounds_like(term, fold_word(read))
    if known := _KNOWN.get(katakana(term) if foreign else term, ""):
        return known, other or source not in known.split()
    return source if _SOURCE.fullmatch(source) and not other else "", other
