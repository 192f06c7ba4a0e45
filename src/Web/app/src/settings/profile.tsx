import type { Profile } from "@audiorooms/client";
import { ImagePlus, Trash2 } from "lucide-preact";
import { useRef, useState } from "preact/hooks";
import { type Key, t } from "../i18n";
import { client } from "../services/client";
import { useAction } from "../state/action";
import { learnPhoto } from "../state/photos";
import { useResource } from "../state/resource";
import { readSelf } from "../state/session";
import { Button } from "../ui/button";
import { Face } from "../ui/face";
import { Select, TextArea, TextField } from "../ui/field";
import { languageChoices } from "../ui/languages";
import { Async, FormProblem } from "../ui/states";
import { TopicPicker } from "../ui/topic-picker";

export function ProfileSettings() {
  const profile = useResource("own-profile", () => client().calls.profiles.getProfile({ userId: "" }));
  return <Async of={profile}>{(value) => <Form profile={value} onChange={profile.set} />}</Async>;
}

const missingKeys: Readonly<Record<string, Key>> = {
  bio: "missing.bio",
  photo: "missing.photo",
  interests: "missing.interests",
  language: "missing.language",
};

function Form({ profile, onChange }: { readonly profile: Profile; readonly onChange: (profile: Profile) => void }) {
  const [name, setName] = useState(profile.person?.displayName ?? "");
  const [bio, setBio] = useState(profile.bio);
  const [interests, setInterests] = useState<readonly string[]>(profile.interests);
  const [expertise, setExpertise] = useState<readonly string[]>([0, 1, 2].map((index) => profile.expertise[index] ?? ""));
  const [language, setLanguage] = useState(profile.language);
  const save = useAction(
    async () => {
      onChange(
        await client().calls.profiles.updateProfile({
          displayName: name.trim(),
          bio: bio.trim(),
          interests: { topics: [...interests] },
          expertise: { lines: expertise.map((line) => line.trim()).filter((line) => line !== "") },
          language,
        }),
      );
      await readSelf();
    },
    { quiet: true, done: "saved" },
  );
  const submit = (event: Event): void => {
    event.preventDefault();
    void save.run();
  };
  const missing = profile.missing.map((part) => missingKeys[part]).filter((key): key is Key => key !== undefined);

  return (
    <>
      {missing.length > 0 && (
        <p class="notice notice-plain">
          <span>
            {t("profile.missing")} {missing.map((key) => (t as (key: Key) => string)(key)).join(", ")}.
          </span>
        </p>
      )}
      <Photo profile={profile} onChange={onChange} />
      <form class="stack panel" onSubmit={submit}>
        <TextField label={t("field.name")} value={name} onText={setName} maxLength={50} autocomplete="name" required />
        <TextArea label={t("field.bio")} hint={t("interests.bioHint")} value={bio} onText={setBio} maxLength={160} rows={3} />
        <fieldset class="field">
          <legend class="field-top">{t("field.expertise")}</legend>
          <div class="stack-small">
            {expertise.map((line, index) => (
              <TextField
                key={index}
                label={t("profile.expertiseLine", { place: index + 1 })}
                hideLabel
                value={line}
                onText={(text) => setExpertise(expertise.map((one, place) => (place === index ? text : one)))}
                maxLength={80}
                placeholder={index === 0 ? t("profile.expertiseExample") : undefined}
              />
            ))}
          </div>
        </fieldset>
        <TopicPicker label={t("field.interests")} chosen={interests} max={20} onChange={setInterests} />
        <Select
          label={t("field.language")}
          value={language}
          onChoose={setLanguage}
          choices={[{ value: "", label: t("field.noLanguage") }, ...languageChoices(language)]}
        />
        <FormProblem problem={save.problem.value} />
        <Button
          type="submit"
          kind="primary"
          size="l"
          wide
          busy={save.busy.value}
          disabled={name.trim() === "" || save.busy.value}
        >
          {t("action.save")}
        </Button>
      </form>
    </>
  );
}

function Photo({ profile, onChange }: { readonly profile: Profile; readonly onChange: (profile: Profile) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const userId = profile.person?.userId ?? "";
  const put = useAction(
    async (file: File) => {
      const { photoId } = await client().calls.photos.setPhoto({ image: new Uint8Array(await file.arrayBuffer()) });
      learnPhoto(userId, photoId);
      onChange({ ...profile, photoId, missing: profile.missing.filter((part) => part !== "photo") });
    },
    { quiet: true },
  );
  const remove = useAction(async () => {
    await client().calls.photos.removePhoto({});
    learnPhoto(userId, "");
    onChange({ ...profile, photoId: "" });
  });
  return (
    <div class="panel row">
      {profile.person && (
        <Face userId={userId} handle={profile.person.handle} displayName={profile.person.displayName} size={88} />
      )}
      <div class="grow stack-small">
        <div class="row">
          <Button icon={ImagePlus} busy={put.busy.value} onClick={() => input.current?.click()}>
            {profile.photoId === "" ? t("photo.choose") : t("photo.change")}
          </Button>
          {profile.photoId !== "" && (
            <Button kind="plain" icon={Trash2} busy={remove.busy.value} onClick={() => void remove.run()}>
              {t("photo.remove")}
            </Button>
          )}
        </div>
        <p class="soft small">{t("photo.hint")}</p>
        <FormProblem problem={put.problem.value} />
        <input
          ref={input}
          type="file"
          class="unseen"
          tabIndex={-1}
          aria-label={t("photo.choose")}
          accept="image/png,image/jpeg,image/webp"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void put.run(file);
            event.currentTarget.value = "";
          }}
        />
      </div>
    </div>
  );
}
