"use client";

import { IconButton, Input } from "@causerie/ui";
import { ArrowBigUpDash, Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, type KeyboardEvent, useState } from "react";

/** A password that can be looked at, with a word when Caps Lock is on. Its signs stand inside, so nothing moves. */
export function PasswordInput(props: Omit<ComponentProps<typeof Input>, "type">) {
  const t = useTranslations("forms");
  const [visible, setVisible] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));
  return (
    <div className="relative">
      <Input
        {...props}
        type={visible ? "text" : "password"}
        className="pr-20"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        onKeyDown={watchCapsLock}
        onKeyUp={watchCapsLock}
        onBlur={() => setCapsLock(false)}
      />
      <div className="absolute inset-y-0 right-1 flex items-center">
        <span role="status" className="text-warning">
          {capsLock && (
            <>
              <ArrowBigUpDash aria-hidden className="size-5" />
              <span className="sr-only">{t("capsLock")}</span>
            </>
          )}
        </span>
        <IconButton
          label={t(visible ? "hidePassword" : "showPassword")}
          icon={visible ? <EyeOff /> : <Eye />}
          onClick={() => setVisible(!visible)}
        />
      </div>
    </div>
  );
}
