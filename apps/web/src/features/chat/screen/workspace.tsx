"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { writePreference } from "#preferences/cookies.ts";
import { ConversationsContext, Sidebar } from "../../conversations/index.ts";
import { PaletteHost, type PaletteView } from "../../palette/index.ts";
import { ChatRegistryContext } from "../store/chat-context.ts";
import { useMacKeys } from "./mac-keys.ts";
import { shortcutKeys } from "./shortcuts.ts";
import { useConversationsValue } from "./use-conversations-value.tsx";
import { useRegistry } from "./use-registry.ts";
import { useShortcuts } from "./use-shortcuts.ts";
import { WorkspaceContext } from "./workspace-context.ts";

const SidebarDrawer = dynamic(() => import("./sidebar-drawer.tsx").then((module) => module.SidebarDrawer));

/** The frame of the conversations: sidebar, palette, keys, and all that stays while one goes from one to another. */
export function Workspace({
  userId,
  messageLimit,
  initiallyCollapsed,
  children,
}: {
  userId: string;
  messageLimit: number;
  initiallyCollapsed: boolean;
  children: ReactNode;
}) {
  const [collapsed, setCollapsed] = useState(initiallyCollapsed);
  const [drawer, setDrawer] = useState(false);
  const [palette, setPalette] = useState<PaletteView | null>(null);
  const screen = useRef(false);
  const mac = useMacKeys();
  const keys = useMemo(() => shortcutKeys(mac), [mac]);
  const registry = useRegistry(userId);
  const { value: conversations, dialog } = useConversationsValue(registry, screen);

  const collapse = useCallback((next: boolean) => {
    setCollapsed(next);
    writePreference("sidebar", next ? "collapsed" : null);
  }, []);
  const showSidebar = useCallback(() => {
    // The same breakpoint as the classes below: narrower, the sidebar is a drawer.
    if (window.matchMedia("(min-width: 48rem)").matches) collapse(false);
    else setDrawer(true);
  }, [collapse]);
  const closeDrawer = useCallback(() => setDrawer(false), []);
  useShortcuts({
    palette: () => setPalette("commands"),
    help: () => setPalette("keys"),
    newChat: () => conversations.open(null),
    sidebar: () => (window.matchMedia("(min-width: 48rem)").matches ? collapse(!collapsed) : setDrawer(!drawer)),
  });
  const workspace = useMemo(
    () => ({ userId, collapsed, showSidebar, messageLimit, screen, keys }),
    [userId, collapsed, showSidebar, messageLimit, keys],
  );
  const sidebar = { onKeys: () => setPalette("keys"), newChatKeys: keys.newChat, collapseKeys: keys.sidebar };

  return (
    <ChatRegistryContext value={registry}>
      <ConversationsContext value={conversations}>
        <WorkspaceContext value={workspace}>
          <div className="flex h-dvh overflow-hidden print:block print:h-auto print:overflow-visible">
            {!collapsed && (
              <div className="hidden w-68 shrink-0 border-line border-r bg-sunken md:block print:hidden">
                <Sidebar {...sidebar} onCollapse={() => collapse(true)} />
              </div>
            )}
            {children}
          </div>
          {drawer && <SidebarDrawer {...sidebar} onClose={closeDrawer} />}
          <PaletteHost view={palette} onViewChange={setPalette} keys={keys} />
          {dialog}
        </WorkspaceContext>
      </ConversationsContext>
    </ChatRegistryContext>
  );
}
