import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const tones = {
  info: { border: "border-line", text: "text-ink", Icon: Info },
  success: { border: "border-success/40", text: "text-success", Icon: CircleCheck },
  warning: { border: "border-warning/40", text: "text-warning", Icon: TriangleAlert },
  danger: { border: "border-danger/40", text: "text-danger", Icon: CircleAlert },
} as const;

export type NoticeProps = {
  tone?: keyof typeof tones;
  /** What happened; the children say what was kept and what to do. */
  title?: string;
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
};

/** A message in the flow of the page. Errors are announced at once, the rest when the reader pauses. */
export function Notice({ tone = "info", title, actions, className, children }: NoticeProps) {
  const { border, text, Icon } = tones[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={clsx("flex gap-3 rounded-box border bg-surface px-4 py-3 text-sm", border, className)}
    >
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", text)} />
      <div className="min-w-0 flex-1">
        {title && <p className={clsx("font-medium", text)}>{title}</p>}
        {children && <div>{children}</div>}
        {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
