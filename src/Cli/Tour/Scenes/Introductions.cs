using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Tour.Scenes;

/// <summary>People describe themselves, are found by their descriptions, and follow each other.</summary>
internal sealed class Introductions : IScene
{
    private static readonly (string Name, string Bio, string[] Topics, string Expertise, string Language)[] Cast =
    [
        ("Ada", "Organises events and talks about them", [
            "business_events",
            "entertainment_podcasts",
        ], "Ten years of conferences", "en"),
        ("Ben", "Plane, train, hotel, again", ["business_travel"], "Travel buyer", "en"),
        ("Chloe", "Événements à Lyon et ailleurs", ["business_events"], "Scénographie", "fr"),
        ("Dmitri", "Backstage engineer", ["music_production"], "Sound for stages", "en"),
        ("Elena", "Writes about cities", ["arts_writing"], "Urban planning", "es"),
        ("Farid", "Runs a small venue", ["business_events", "music_jazz"], "Venues below 300 seats", "fr"),
        ("Grace", "Keynotes around the world", ["business_events"], "The future of conferences", "en"),
        ("Hugo", "Reads history aloud", ["education_history"], "The long nineteenth century", "fr"),
        ("Ines", "Asks good questions", ["business_events"], "Procurement", "es"),
        ("Jonas", "Climate and what trains can do", ["news_climate", "business_travel"], "Rail", "de"),
        ("Keiko", "Tokyo, tea, typography", ["arts_design"], "Type design", "ja"),
        ("Max", "Has an opinion", ["entertainment_comedy"], "Opinions", "en"),
    ];

    public string Title => "They introduce themselves and find each other";

    public async Task PlayAsync(Evening evening, CancellationToken cancellation)
    {
        var ledger = evening.Ledger;
        await FillAsync(evening, cancellation).ConfigureAwait(false);
        var (ada, ben, grace) = (evening["Ada"], evening["Ben"], evening["Grace"]);

        var byWords = await Evening.FindAsync(
            ben, SearchKind.Person, $"evenements {evening.Mark}", "", cancellation).ConfigureAwait(false);
        ledger.Check(
            "S36", "A search for \"evenements\" finds Chloe by her biography, accents or not", byWords.Select(found => found.Id)
                .Contains(evening["Chloe"].Id));

        await evening.Operator.SetVerifiedAsync(grace.Id, verified: true, cancellation).ConfigureAwait(false);
        var star = await Evening.FindAsync(
            ben, SearchKind.Person, $"keynotes {evening.Mark}", "business_events", cancellation).ConfigureAwait(false);
        ledger.Check(
            "S3",
            "Grace is famous: the operator verifies her, and her name carries the mark",
            star is [{ Owner.Verified: true }],
            star.Count);
        await ben.Client.Profiles.FollowAsync(star[0].Id, cancellation).ConfigureAwait(false);
        var following = await Evening.AllAsync(
            ben.Client.Profiles.FollowingAsync(cancellation: cancellation), cancellation).ConfigureAwait(false);
        ledger.Check("S42", "Ben follows Grace from the search result", following.Exists(card => card.Person.UserId == grace.Id));

        foreach (var follower in new[] { "Ben", "Chloe", "Farid", "Ines" })
        {
            await evening[follower].Client.Profiles.FollowAsync(ada.Id, cancellation).ConfigureAwait(false);
        }

        await ada.Client.Profiles.FollowAsync(grace.Id, cancellation).ConfigureAwait(false);
        var profile = await ada.Client.Profiles.GetAsync(cancellation: cancellation).ConfigureAwait(false);
        ledger.Check("S42", "Four people follow Ada from her profile", profile.FollowerCount == 4, profile.FollowerCount);

        var told = await evening.IsNotifiedAsync(
            ada, entry => entry is { Kind: NotificationKind.Followed, Count: 4 }, cancellation).ConfigureAwait(false);
        ledger.Check("S42 S81", "Ada is told once that four people follow her, not four times", told);

        var suggested = await ada.Client.Discovery.SuggestPeopleAsync(50, cancellation).ConfigureAwait(false);
        ledger.Check(
            "S37", "Ada gets suggestions of people with shared interests",
            suggested.Any(person => person.SharedInterestCount > 0),
            string.Join(", ", suggested.Select(person => person.Person.Person.DisplayName)));

        var topics = await ada.Client.Discovery.TopicsAsync(cancellation).ConfigureAwait(false);
        ledger.Check(
            "S2",
            "Every topic has an English and a French name",
            topics.All(topic => topic.NameEn.Length > 0 && topic.NameFr.Length > 0));
    }

    private static async Task FillAsync(Evening evening, CancellationToken cancellation)
    {
        var missing = (await evening["Ada"].Client.Profiles.GetAsync(cancellation: cancellation).ConfigureAwait(false)).Missing;
        evening.Ledger.Check(
            "S34", "An empty profile says that the biography is missing", missing.Contains("bio"), string.Join(", ", missing));
        foreach (var (name, bio, topics, expertise, language) in Cast)
        {
            var update = new UpdateProfileRequest
            {
                Bio = $"{bio}. {evening.Mark}",
                Language = language,
                Interests = new TopicList(),
                Expertise = new ExpertiseLines(),
            };
            update.Interests.Topics.AddRange(topics);
            update.Expertise.Lines.Add(expertise);
            await evening[name].Client.Profiles.UpdateAsync(update, cancellation).ConfigureAwait(false);
        }

        var seen = await evening["Ben"].Client.Profiles.GetAsync(evening["Ada"].Id, cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S34", "Other people read Ada's biography", seen.Bio.StartsWith("Organises", StringComparison.Ordinal), seen.Bio);
        evening.Ledger.Check(
            "S35", "They also read her interests, by topic, and her expertise, in her words",
            seen.Interests.SequenceEqual(["business_events", "entertainment_podcasts"])
                && seen.Expertise is ["Ten years of conferences"], seen);
        var complete = await evening["Ada"].Client.Profiles.GetAsync(cancellation: cancellation).ConfigureAwait(false);
        evening.Ledger.Check(
            "S34", "Only a photo is still missing", complete.Missing.All(part => part == "photo"), string.Join(
                ", ", complete.Missing));
    }
}
