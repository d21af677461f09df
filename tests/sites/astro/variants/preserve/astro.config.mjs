import mdx from '@astrojs/mdx';

export default {
  trailingSlash: 'always',
  srcDir: './app',
  build: { format: 'preserve' },
  integrations: [mdx()],
};
