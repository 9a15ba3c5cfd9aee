import { isHostAddress } from '../windows.ts';
import type { ElectronModules, WindowHandle } from './modules.ts';

/**
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security) for a page that needs
 * nothing but the host on loopback. The Content-Security-Policy is the host's (`sync/host`).
 */
export const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  spellcheck: false,
  // A wall is never in the background: its clock and its figures go on.
  backgroundThrottling: false,
} as const satisfies Electron.WebPreferences;

/** Denies every permission and device, every download, and every request that is not to the host. */
export function hardenSession(
  session: ReturnType<ElectronModules['defaultSession']>,
  wallAddress: string,
): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((request, decide) => {
    const local = /^(blob|data|devtools):/.test(request.url);
    decide({ cancel: !local && !isHostAddress(request.url, wallAddress) });
  });
}

/** Lets a window go nowhere but the host, open nothing, and attach no webview. */
export function hardenWindow(window: WindowHandle, wallAddress: string): void {
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (event: { preventDefault(): void }, url: string): void => {
    if (!isHostAddress(url, wallAddress)) event.preventDefault();
  };
  window.webContents.on('will-navigate', stay);
  window.webContents.on('will-redirect', stay);
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
}
