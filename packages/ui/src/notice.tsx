import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const tones = {
  info: { classes: "border-line bg-sunken text-ink", Icon: Info },
  success: { classes: "border-success/40 bg-success-soft text-success", Icon: CircleCheck },
  warning: { classes: "border-warning/40 bg-warning-soft text-warning", Icon: TriangleAlert },
  danger: { classes: "border-danger/40 bg-danger-soft text-danger", Icon: CircleAlert },
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
  const { classes, Icon } = tones[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={clsx("flex gap-3 rounded-box border px-4 py-3 text-sm", classes, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
        {actions && <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
