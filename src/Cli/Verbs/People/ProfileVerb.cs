using System.CommandLine;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.People;

/// <summary><c>profile show|edit|topics</c>.</summary>
internal static class ProfileVerb
{
    public static Command Create(CliContext context) => new("profile", "Show and edit profiles.")
    {
        MakeShow(context),
        MakeEdit(context),
        MakeTopics(context),
    };

    private static Command MakeShow(CliContext context)
    {
        var person = PersonArgument.CreateOptional();
        return new Command("show", "Show a profile.") { person }.Does(context, async call =>
        {
            var id = await PersonArgument.ResolveAsync(
                call.Client, call.Parsed.GetValue(person), call.Cancellation).ConfigureAwait(false);
            Show(call, await call.Client.Profiles.GetAsync(id, call.Cancellation).ConfigureAwait(false));
        });
    }

    private static Command MakeEdit(CliContext context)
    {
        var name = new Option<string?>("--name") { Description = "Name to show, 1 to 50 characters." };
        var bio = new Option<string?>("--bio") { Description = "At most 160 characters." };
        var interests = new Option<string[]>(
            "--interest")
            {
                Description = "Id of a topic; profile topics lists them. Replaces all interests. Repeat the option.",
            };
        var language = new Option<string?>("--language") { Description = "BCP 47 language tag; empty for none." };
        var expertise = new Option<string[]>(
            "--expertise") { Description = "A line about your expertise; replaces all lines. Up to 3; repeat the option." };
        return new Command("edit", "Change your own profile; options that you leave out change nothing.")
        {
            name, bio, interests, language, expertise,
        }.Does(context, async call =>
        {
            var request = new UpdateProfileRequest();
            if (call.Parsed.GetValue(name) is { } newName)
            {
                request.DisplayName = newName;
            }

            if (call.Parsed.GetValue(bio) is { } newBio)
            {
                request.Bio = newBio;
            }

            if (call.Parsed.GetValue(language) is { } newLanguage)
            {
                request.Language = newLanguage;
            }

            if (call.Parsed.GetValue(interests) is { Length: > 0 } topics)
            {
                request.Interests = new TopicList();
                request.Interests.Topics.AddRange(topics);
            }

            if (call.Parsed.GetValue(expertise) is { Length: > 0 } lines)
            {
                request.Expertise = new ExpertiseLines();
                request.Expertise.Lines.AddRange(lines);
            }

            Show(call, await call.Client.Profiles.UpdateAsync(request, call.Cancellation).ConfigureAwait(false));
        });
    }

    private static Command MakeTopics(CliContext context) =>
        new Command("topics", "List the topics of people and rooms.").DoesForGuests(context, async call => call.Out.Table(
            [.. (await call.Client.Discovery.TopicsAsync(call.Cancellation).ConfigureAwait(false)).Select(topic => new
            {
                topic.Id, Parent = topic.ParentId, English = topic.NameEn, French = topic.NameFr,
            })],
            "There are no topics.",
            ("topic", topic => topic.Id),
            ("English", topic => topic.English),
            ("French", topic => topic.French)));

    private static void Show(VerbCall call, Profile profile)
    {
        var relation = profile.Relation;
        var json = new
        {
            profile.Person.UserId,
            profile.Person.Handle,
            Name = profile.Person.DisplayName,
            profile.Bio,
            Interests = profile.Interests.ToArray(),
            Expertise = profile.Expertise.ToArray(),
            profile.Language,
            profile.Verified,
            JoinedAt = WireText.Time(profile.JoinedAtUnixMs),
            Followers = profile.FollowerCount,
            Following = profile.FollowingCount,
            FollowersYouKnow = profile.FollowersYouKnow.Select(person => person.Handle).ToArray(),
            Follows = relation?.Follows ?? false,
            FollowedBy = relation?.FollowedBy ?? false,
            Blocks = relation?.Blocks ?? false,
            Mutes = relation?.Mutes ?? false,
            Missing = profile.Missing.ToArray(),
        };
        call.Out.One(
            json,
            ("", $"{json.Name} (@{json.Handle}){(json.Verified ? ", verified" : "")}"),
            ("id", json.UserId),
            ("bio", json.Bio),
            ("interests", json.Interests),
            ("knows", string.Join('\n', json.Expertise)),
            ("language", json.Language),
            ("followers", $"{json.Followers}, follows {json.Following}"),
            ("you know", json.FollowersYouKnow),
            ("you", string.Join(", ", StandingOf(json.Follows, json.FollowedBy, json.Blocks, json.Mutes))),
            ("missing", json.Missing));
    }

    private static IEnumerable<string> StandingOf(bool follows, bool followedBy, bool blocks, bool mutes)
    {
        if (follows)
        {
            yield return "follow them";
        }

        if (followedBy)
        {
            yield return "are followed by them";
        }

        if (blocks)
        {
            yield return "have blocked them";
        }

        if (mutes)
        {
            yield return "have muted them";
        }
    }
}
