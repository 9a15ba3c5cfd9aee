import { isHostAddress } from '../windows.ts';
import { embedsOf, mayAsk, NO_EMBEDS } from './embeds.ts';
import type { ElectronModules, Stoppable, WindowHandle } from './modules.ts';

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

/** Denies every permission and device, every download, and every request but to the host and to what its page lets in. */
export function hardenSession(
  session: ReturnType<ElectronModules['defaultSession']>,
  wallAddress: string,
): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  let embeds = NO_EMBEDS;
  session.webRequest.onHeadersReceived(({ url, resourceType, responseHeaders }, decide) => {
    if (resourceType === 'mainFrame' && isHostAddress(url, wallAddress)) {
      const policy = Object.entries(responseHeaders ?? {}).find(
        ([name]) => name.toLowerCase() === 'content-security-policy',
      );
      embeds = embedsOf(policy?.[1].join(';') ?? '');
    }
    decide({});
  });
  session.webRequest.onBeforeRequest((request, decide) =>
    decide({ cancel: !mayAsk(request, wallAddress, embeds) }),
  );
}

/** Lets a window go nowhere but the host, open nothing, attach no webview, and hear no key and no click. */
export function hardenWindow(window: WindowHandle, wallAddress: string): void {
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const never = (event: Stoppable): void => event.preventDefault();
  // Where a frame within the page is led is for the session to judge.
  const stay = (event: Stoppable & { isMainFrame?: boolean }, url: string): void => {
    if (event.isMainFrame !== false && !isHostAddress(url, wallAddress)) event.preventDefault();
  };
  window.webContents.on('will-navigate', stay);
  window.webContents.on('will-redirect', stay);
  window.webContents.on('will-attach-webview', never);
  window.webContents.on('before-input-event', never);
  window.webContents.on('before-mouse-event', never);
}
