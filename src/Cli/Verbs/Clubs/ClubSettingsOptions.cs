using System.CommandLine;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Clubs;

/// <summary>The settings of a club as options.</summary>
internal sealed class ClubSettingsOptions
{
    private readonly Option<string?> description = new("--description") { Description = "At most 200 characters." };
    private readonly Option<string?> rules = new(
        "--rules") { Description = "At most 2,000 characters; new members must accept the rules." };
    private readonly Option<string?> question = new(
        "--question") { Description = "Question to applicants, at most 200 characters." };
    private readonly Option<string[]> topics = new("--topic")
    {
        Description = "Up to 3; replaces all topics. Repeat the option.",
    };
    private readonly Option<string?> language = new("--language") { Description = "BCP 47 language tag." };
    private readonly Option<string?> openers = WordOption.Of<ClubRoomOpeners>("--rooms-by", "Who may open rooms");

    public void AddTo(Command verb)
    {
        foreach (Option option in new Option[] { description, rules, question, topics, language, openers })
        {
            verb.Options.Add(option);
        }
    }

    /// <summary>The current settings, with those replaced that the command line names.</summary>
    public ClubSettings Read(ParseResult parsed, ClubSettings now)
    {
        var next = now.Clone();
        next.Description = parsed.GetValue(description) ?? next.Description;
        next.Rules = parsed.GetValue(rules) ?? next.Rules;
        next.Question = parsed.GetValue(question) ?? next.Question;
        next.Language = parsed.GetValue(language) ?? next.Language;
        if (parsed.GetValue(openers) is { } who)
        {
            next.RoomOpeners = WireText.Read<ClubRoomOpeners>(who);
        }

        if (parsed.GetValue(topics) is { Length: > 0 } chosen)
        {
            next.Topics.Clear();
            next.Topics.AddRange(chosen);
        }

        return next;
    }
}
