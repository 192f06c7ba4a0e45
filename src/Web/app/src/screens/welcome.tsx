import { Ear, Hand, Lock, Mic } from "lucide-preact";
import { t } from "../i18n";
import { BrandMark } from "../ui/brand";
import { paths } from "../router/routes";
import { signOutReason } from "../state/session";
import { ButtonLink } from "../ui/button";
import { LanguageSwitch } from "../ui/language-switch";
import { useTitle } from "../ui/screen";
import { Link } from "../router/router";

/** The first page of somebody who is not signed in. */
export function Welcome() {
  useTitle("");
  const reason = signOutReason.value;
  return (
    <div class="welcome">
      <header class="welcome-top">
        <span class="brand">
          <BrandMark /> AudioRooms
        </span>
        <LanguageSwitch />
      </header>
      {reason === "ended" && (
        <p class="notice notice-plain" role="status">
          <span>{t("welcome.ended")}</span>
        </p>
      )}
      <section class="welcome-hero">
        <div class="welcome-words">
          <h1 tabIndex={-1}>{t("welcome.title")}</h1>
          <p class="lead soft">{t("welcome.lead")}</p>
          <div class="row">
            <ButtonLink href={paths.join} kind="primary" size="l">
              {t("welcome.join")}
            </ButtonLink>
            <ButtonLink href={paths.signIn} size="l">
              {t("signIn.button")}
            </ButtonLink>
          </div>
          <p class="small soft">
            <Link href={paths.waiting}>{t("welcome.wait")}</Link>
          </p>
        </div>
        <WelcomeScene />
      </section>
      <ul class="welcome-points">
        <Point icon={<Ear size={22} aria-hidden="true" />} title={t("welcome.listen")} text={t("welcome.listenText")} />
        <Point icon={<Hand size={22} aria-hidden="true" />} title={t("welcome.hand")} text={t("welcome.handText")} />
        <Point icon={<Mic size={22} aria-hidden="true" />} title={t("welcome.host")} text={t("welcome.hostText")} />
        <Point icon={<Lock size={22} aria-hidden="true" />} title={t("welcome.honest")} text={t("welcome.honestText")} />
      </ul>
    </div>
  );
}

function Point({
  icon,
  title,
  text,
}: {
  readonly icon: preact.ComponentChildren;
  readonly title: string;
  readonly text: string;
}) {
  return (
    <li class="welcome-point">
      <span class="empty-icon">{icon}</span>
      <h2>{title}</h2>
      <p class="soft">{text}</p>
    </li>
  );
}

/** A stage in shapes alone: five rounded squares, two of them speaking. It shows no people who do not exist. */
function WelcomeScene() {
  const tiles = [
    { hue: 28, x: 24, y: 26, size: 132, speaks: true },
    { hue: 262, x: 176, y: 6, size: 96, speaks: false },
    { hue: 150, x: 292, y: 58, size: 112, speaks: true },
    { hue: 330, x: 92, y: 180, size: 88, speaks: false },
    { hue: 75, x: 206, y: 192, size: 104, speaks: false },
  ];
  return (
    <svg class="welcome-scene" viewBox="0 0 430 320" role="presentation" aria-hidden="true">
      {tiles.map((tile) => (
        <g key={tile.hue} style={{ "--hue": tile.hue }} class={tile.speaks ? "scene-speaks" : ""}>
          {tile.speaks && (
            <rect
              class="scene-ring"
              x={tile.x - 9}
              y={tile.y - 9}
              width={tile.size + 18}
              height={tile.size + 18}
              rx={tile.size * 0.4}
            />
          )}
          <rect class="scene-tile" x={tile.x} y={tile.y} width={tile.size} height={tile.size} rx={tile.size * 0.34} />
          <g class="scene-bars">
            {[0.34, 0.62, 0.44].map((height, index) => (
              <rect
                key={index}
                x={tile.x + tile.size * (0.29 + index * 0.16)}
                y={tile.y + tile.size * (0.5 - height / 2)}
                width={tile.size * 0.1}
                height={tile.size * height}
                rx={tile.size * 0.05}
              />
            ))}
          </g>
        </g>
      ))}
    </svg>
  );
}
