export default {
  base: '/docs/',
  cleanUrls: true,
  sitemap: { hostname: 'https://ex.jp/docs/' },
  srcExclude: ['**/README.md', 'dir/**', 'nohe*', '日本'],
  locales: { root: { label: '日本語', lang: 'ja' }, en: { label: 'English', lang: 'en' } },
}
