import React from 'react';
export default () => <h1>例</h1>;
