export default {
  trailingSlash: 'never',
};
