export default {
  title: '例',
  url: 'https://ex.jp',
  baseUrl: '/',
  trailingSlash: false,
  onBrokenLinks: 'ignore',
  i18n: { defaultLocale: 'en', locales: ['en', 'ja'] },
  presets: [['classic', { docs: { sidebarPath: false, versions: { '1.0': { path: 'one' } } }, blog: false }]],
  plugins: [
    async function own() {
      return { name: 'own' };
    },
    ['@docusaurus/plugin-content-docs', { id: 'community', sidebarPath: false, path: 'notes', routeBasePath: 'community' }],
    ['content-blog', { id: 'news', path: './news', routeBasePath: 'news', onUntruncatedBlogPosts: 'ignore' }],
  ],
}
