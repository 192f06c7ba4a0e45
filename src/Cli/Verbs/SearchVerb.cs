using System.CommandLine;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <c>search</c>: searches people, clubs, live rooms and future events.
internal static class SearchVerb
{
    public static Command Create(CliContext context)
    {
        var kind = WordOption.ArgumentOf<SearchKind>("kind", "What to look for");
        var words = new Argument<string[]>(
            "words")
            {
                Description = "Words to find; all must match, and the last one may be unfinished.",
                Arity = ArgumentArity.ZeroOrMore,
            };
        var topic = new Option<string?>(
            "--topic") { Description = "Id of a topic; profile topics lists them. Also finds the topics below it." };
        var language = new Option<string?>("--language") { Description = "BCP 47 language tag." };
        return new Command(
            "search", "Find people, clubs, rooms and events.") { kind, words, topic, language }.DoesForGuests(context, call =>
        {
            var request = new SearchRequest
            {
                Kind = WireText.Read<SearchKind>(call.Parsed.GetRequiredValue(kind)),
                Words = string.Join(' ', call.Parsed.GetValue(words) ?? []),
                Topic = call.Parsed.GetValue(topic) ?? "",
                Language = call.Parsed.GetValue(language) ?? "",
            };
            return call.Out.TableAsync(
                call.Client.Discovery.SearchAsync(request, call.Cancellation).Select(found => new
                {
                    Kind = found.Kind.Word(),
                    found.Id,
                    found.Title,
                    Owner = found.Owner?.Person.Handle ?? "",
                    Topics = found.Topics.ToArray(),
                    found.Language,
                    StartsAt = WireText.Time(found.StartsAtUnixMs),
                    Club = found.ClubId,
                    Listeners = found.Room?.ListenerCount,
                }),
                "Nothing matches.",
                ("id", found => found.Id),
                ("title", found => found.Title),
                ("by", found => found.Owner),
                ("starts", found => found.StartsAt),
                ("topics", found => found.Topics));
        });
    }
}
