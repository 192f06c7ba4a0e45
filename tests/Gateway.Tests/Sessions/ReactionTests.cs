using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class ReactionTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public ReactionTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public void ReactionOptions_Defaults_AreTheSetThatPeopleKnow()
    {
        var options = new ReactionOptions();

        options.Names.ShouldBe(["wave", "100", "peace"]);
        options.MergeEvery.ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task React_ManyFromTheAudience_AreOneMessageForEverybody()
    {
        var ada = await harness.JoinAsync(People.Ada, room.Id);
        var ben = await harness.JoinAsync(People.Ben, room.Id);
        for (var count = 0; count < 3; count++)
        {
            (await ada.AskAsync(React("wave"))).Ok.ShouldNotBeNull();
            (await ben.AskAsync(React("wave"))).Ok.ShouldNotBeNull();
        }

        await ben.AskAsync(React("100"));
        ben.Take();

        harness.Rooms.MergeReactions();
        harness.Rooms.MergeReactions();

        harness.Cluster.ListenerGrainsOf(room.Id).Single().Tallies.ShouldHaveSingleItem();
        var shown = ben.Take().ShouldHaveSingleItem().Reactions;
        shown.Counts.ToDictionary(count => count.Reaction, count => count.Count)
            .ShouldBe(new Dictionary<string, uint> { ["wave"] = 6, ["100"] = 1 }, ignoreOrder: true);
        ada.Take().ShouldHaveSingleItem().Reactions.ShouldBe(shown);
    }

    [Fact]
    public async Task React_NoReaction_SendsNothing()
    {
        var ada = await harness.JoinAsync(People.Ada, room.Id);
        ada.Take();

        harness.Rooms.MergeReactions();
        harness.Rooms.MergeReactions();

        ada.Take().ShouldBeEmpty();
    }

    [Fact]
    public async Task React_NotOfTheSet_IsRefused()
    {
        var ada = await harness.JoinAsync(People.Ada, room.Id);

        (await ada.AskAsync(React("fist"))).Refusal.Code.ShouldBe("reaction_unknown");
    }

    [Fact]
    public async Task React_EleventhAtOnce_IsRefusedWithAWaitAndAHandIsNot()
    {
        var ada = await harness.JoinAsync(People.Ada, room.Id);
        for (var count = 0; count < 10; count++)
        {
            (await ada.AskAsync(React("peace"))).Ok.ShouldNotBeNull();
        }

        var refusal = (await ada.AskAsync(React("peace"))).Refusal;

        refusal.Code.ShouldBe("rate_limited");
        refusal.RetryAfterMs.ShouldBe(200u);
        (await ada.AskAsync(new ClientMessage { RaiseHand = new RaiseHand() })).Ok.ShouldNotBeNull();
    }

    private static ClientMessage React(string reaction) => new() { React = new React { Reaction = reaction } };
}
