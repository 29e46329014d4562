import { Button } from "@causerie/ui";
import type { ReactNode } from "react";

/**
 * A small button with an icon and a name. It has the browser's own tooltip: an answer can hold a hundred of these, and
 * each of ours would cost a popover's set-up while text is streaming in.
 */
export function IconAction({
  label,
  icon,
  pressed,
  onClick,
}: {
  label: string;
  icon: ReactNode;
  pressed?: boolean;
  onClick: () => void;
}) {
  return (
    <Button
      variant="quiet"
      size="small"
      className="px-2"
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      onClick={onClick}
    >
      {icon}
    </Button>
  );
}
