// @ts-check
export default {
  title: '例',
  url: 'https://ex.jp',
  baseUrl: '/b/',
  trailingSlash: true,
  onBrokenLinks: 'ignore',
  i18n: { defaultLocale: 'en', locales: ['en', 'ja'] },
  presets: [['@docusaurus/preset-classic', {
    docs: { sidebarPath: false, routeBasePath: '/', numberPrefixParser: false, exclude: ['own/**', '**/*.test.md', 'index.md'] },
    blog: { path: 'blog', routeBasePath: 'articles', onUntruncatedBlogPosts: 'ignore' },
    pages: false,
  }]],
}
