// What the dialog says, in Japanese and in English.
const count = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

export const WORDS = {
  ja: {
    title: "記事を検索",
    placeholder: "ことばを入れて検索",
    close: "閉じる",
    suggestions: "候補",
    hits: (n) => `${n.toLocaleString("ja")}件`,
    none: "見つかりませんでした",
    partial: "一部の語だけを含む記事",
    maybe: "もしかして：",
    all: "検索ページで開く",
    busy: (seconds) => `混み合っています。${seconds}秒ほど待って、もう一度お試しください。`,
    no_index: "検索の準備をしています。しばらくしてから、もう一度お試しください。",
    too_costly: "この検索には時間がかかりすぎます。ことばを減らしてお試しください。",
    bad_parameter: "検索できない形です。ことばを短くしてお試しください。",
    offline: "オフラインです。接続を確かめて、もう一度お試しください。",
    failed: "検索につながりません。しばらくしてから、もう一度お試しください。",
  },
  en: {
    title: "Search",
    placeholder: "Search this site",
    close: "Close",
    suggestions: "Suggestions",
    hits: (n) => count(n, "result", "results"),
    none: "Nothing found",
    partial: "With some of the words",
    maybe: "Did you mean: ",
    all: "Open the search page",
    busy: (seconds) => `Too many searches. Try again in ${count(seconds, "second", "seconds")}.`,
    no_index: "The search is being prepared. Try again in a while.",
    too_costly: "This search would take too long. Try fewer words.",
    bad_parameter: "This cannot be searched for. Try fewer words.",
    offline: "You are offline. Check the connection and try again.",
    failed: "The search cannot be reached. Try again in a while.",
  },
};

// The language of an element: Japanese where it or what it stands in says so, else English.
export const languageOf = (element) =>
  /^ja\b/i.test(element.closest("[lang]")?.lang ?? "") ? "ja" : "en";
