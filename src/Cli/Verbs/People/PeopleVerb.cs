using System.CommandLine;
using AudioRooms.Client.Api;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.People;

/// <c>people …</c>: follows, blocks and mutes people, lists them and suggests people to follow.
internal static class PeopleVerb
{
    public static Command Create(CliContext context) => new("people", "Follow, block and mute people, and list followers.")
    {
        MakeRelation(context, "follow", "Follow a person.", api => api.FollowAsync),
        MakeRelation(context, "unfollow", "Stop following a person.", api => api.UnfollowAsync),
        MakeRelation(context, "block", "Block a person: neither of you finds the other any more.", api => api.BlockAsync),
        MakeRelation(context, "unblock", "End a block.", api => api.UnblockAsync),
        MakeRelation(context, "mute", "Get no notifications about a person.", api => api.MuteAsync),
        MakeRelation(context, "unmute", "Get notifications about a person again.", api => api.UnmuteAsync),
        MakeLevel(context),
        MakeList(context, "followers", "List a person's followers.", (api, id, stop) => api.FollowersAsync(id, stop)),
        MakeList(context, "following", "List the people that a person follows.", (api, id, stop) => api.FollowingAsync(id, stop)),
        MakeOwnList(context, "blocked", "List the people that you have blocked.", (api, stop) => api.BlockedAsync(stop)),
        MakeOwnList(context, "muted", "List the people that you have muted.", (api, stop) => api.MutedAsync(stop)),
        MakeSuggest(context),
    };

    /// <c>follow</c> without <c>people</c> before it, because it is typed most often.
    public static Command CreateFollow(CliContext context) =>
        MakeRelation(context, "follow", "Follow a person.", api => api.FollowAsync);

    private static Command MakeRelation(
        CliContext context,
        string name,
        string description,
        Func<ProfilesApi, Func<string, CancellationToken, Task<PersonRelation>>> method)
    {
        var person = PersonArgument.Create();
        return new Command(name, description) { person }.Does(context, async call =>
        {
            var id = await PersonArgument.ResolveAsync(
                call.Client, call.Parsed.GetRequiredValue(person), call.Cancellation).ConfigureAwait(false);
            var relation = await method(call.Client.Profiles)(id, call.Cancellation).ConfigureAwait(false);
            call.Out.One(
                new { relation.UserId, relation.Follows, relation.FollowedBy, relation.Blocks, relation.Mutes },
                ("follow", relation.Follows),
                ("followed by", relation.FollowedBy),
                ("block", relation.Blocks),
                ("mute", relation.Mutes));
        });
    }

    private static Command MakeLevel(CliContext context)
    {
        var person = PersonArgument.Create();
        var level = WordOption.ArgumentOf<FollowLevel>("level", "Every room and stage, one room a day, or nothing");
        return new Command(
            "level", "Set how many notifications you get about a person that you "
                + "follow.") { person, level }.Does(context, async call =>
        {
            var id = await PersonArgument.ResolveAsync(
                call.Client, call.Parsed.GetRequiredValue(person), call.Cancellation).ConfigureAwait(false);
            var relation = await call.Client.Profiles.SetFollowLevelAsync(
                id, WireText.Read<FollowLevel>(call.Parsed.GetRequiredValue(level)), call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { relation.UserId, Level = relation.FollowLevel.Word() }, ("level", relation.FollowLevel.Word()));
        });
    }

    private static Command MakeList(
        CliContext context,
        string name,
        string description,
        Func<ProfilesApi, string, CancellationToken, IAsyncEnumerable<PersonCard>> list)
    {
        var person = PersonArgument.CreateOptional();
        return new Command(name, description) { person }.Does(context, async call =>
        {
            var id = await PersonArgument.ResolveAsync(
                call.Client, call.Parsed.GetValue(person), call.Cancellation).ConfigureAwait(false);
            await ShowAsync(call, list(call.Client.Profiles, id, call.Cancellation)).ConfigureAwait(false);
        });
    }

    private static Command MakeOwnList(
        CliContext context,
        string name,
        string description,
        Func<ProfilesApi, CancellationToken, IAsyncEnumerable<PersonCard>> list) =>
        new Command(name, description).Does(context, call => ShowAsync(call, list(call.Client.Profiles, call.Cancellation)));

    private static Command MakeSuggest(CliContext context) =>
        new Command("suggest", "Suggest people that you may want to follow.").Does(context, async call => call.Out.Table(
            [.. (await call.Client.Discovery.SuggestPeopleAsync(
                cancellation: call.Cancellation).ConfigureAwait(false)).Select(suggestion => new
            {
                Person = PersonJson.Of(
                    suggestion.Person), Mutual = suggestion.MutualCount, SharedInterests = suggestion.SharedInterestCount,
            })],
            "There are no suggestions yet: follow a person, or name your interests with profile edit --interest.",
            ("handle", one => one.Person.Handle),
            ("name", one => one.Person.Name),
            ("followed by", one => $"{one.Mutual} people that you follow"),
            ("interests", one => $"{one.SharedInterests} shared"),
            ("bio", one => one.Person.Bio.ReplaceLineEndings(" "))));

    private static Task ShowAsync(VerbCall call, IAsyncEnumerable<PersonCard> people) => call.Out.TableAsync(
        people.Select(PersonJson.Of),
        "Nobody.",
        ("handle", person => person.Handle),
        ("name", person => person.Verified ? $"{person.Name} (verified)" : person.Name),
        ("you follow", person => person.Follows),
        ("bio", person => person.Bio.ReplaceLineEndings(" ")));
}
