import type { Configuration } from 'electron-builder';

/**
 * How electron-builder makes the package. In the archive is the shell alone: what Electron runs with all its rights, and what
 * its fuses hold to its hash. Beside it, in `app.asar.unpacked`, lies everything that the host needs, laid out as in a
 * clone, so that it finds pages, cities and its native module by the same paths, and needs no file system but the real one
 * (programs are forked, and worker threads and native code loaded, from there).
 */
const UNPACKED = ['dist/host', 'dist/renderer', 'assets', 'node_modules'];

export const CONFIG: Configuration = {
  appId: 'city.citywall.wall',
  productName: 'Citywall',
  copyright: 'Copyright 2026 The Citywall authors',
  directories: { output: 'dist/packages' },
  files: [
    'dist/electron/main.mjs',
    'dist/host/*.mjs',
    'dist/renderer',
    'assets',
    // Of better-sqlite3 its scripts and one binary; nothing else is loaded from node_modules. Node comes within Electron.
    '!node_modules/{node-*,node-addon-api}{,/**}',
    '!node_modules/better-sqlite3/{deps,src}{,/**}',
    '!node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}).node',
  ],
  asarUnpack: UNPACKED.map((folder) => `${folder}/**`),
  extraFiles: [
    { from: 'LICENSE', to: 'LICENSE.txt' },
    { from: 'dist/THIRD-PARTY-LICENCES.txt', to: 'THIRD-PARTY-LICENCES.txt' },
  ],
  // better-sqlite3 brings its binary, which is of Node-API: one for Node and for Electron.
  npmRebuild: false,
  publish: null,
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Utility',
    maintainer: 'The Citywall authors <authors@citywall.example>',
    synopsis: "The wall of a city's operations centre",
    icon: 'assets/icon',
  },
  win: { target: ['nsis'], icon: 'assets/icon/citywall.ico' },
};
