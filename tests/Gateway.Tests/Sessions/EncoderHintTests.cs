using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>From the loss that listeners report to the hints that speakers get.</summary>
public sealed class EncoderHintTests : IAsyncLifetime, IDisposable
{
    private const int HeartbeatsPerAssessment = 5;
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;
    private ulong position;

    public EncoderHintTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Ack_ListenersLose_SpeakerIsAskedForFecAndLaterForNone()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id);

        await ReportAsync(listener, lost: 10);
        var first = HintsOf(speaker);
        var later = new List<EncoderHint>();
        for (var look = 0; look < 6; look++)
        {
            later.ShouldBeEmpty();
            await ReportAsync(listener, lost: 0);
            await speaker.SettleAsync();
            later.AddRange(HintsOf(speaker));
        }

        first.ShouldHaveSingleItem().ShouldBe(new EncoderHint { ExpectedLossPercent = 10, UseInBandFec = true });
        later.ShouldHaveSingleItem().ShouldBe(new EncoderHint());
        HintsOf(listener).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ack_DeviceDoesNotPlay_WhatItConcealedCounts()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id);

        await ReportAsync(listener, lost: null, concealed: 30);

        HintsOf(speaker).ShouldHaveSingleItem().ExpectedLossPercent.ShouldBe(20u);
    }

    [Fact]
    public async Task Ack_NobodyLoses_NobodyIsToldAnything()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id);

        await ReportAsync(listener, lost: 0, concealed: 50);

        HintsOf(speaker).ShouldBeEmpty();
        harness.Cluster.ListenerGrainsOf(room.Id).Single().Losses.ShouldBeEmpty();
    }

    [Fact]
    public async Task Loss_AtAnotherGateway_CountsForTheSpeakersHere()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var listener = await harness.JoinAsync(People.Ben, room.Id);
        var gatewayRoom = harness.Cluster.ListenerGrainsOf(room.Id).Single();

        await gatewayRoom.NotifyLossAsync(new LossNote("elsewhere", 1, new LossTally(0, 0, 1)));
        await ReportAsync(listener, lost: 0);

        HintsOf(speaker).ShouldHaveSingleItem().ExpectedLossPercent.ShouldBe(20u);
        gatewayRoom.Losses.ShouldBe([new LossTally(1, 0, 0)]);
    }

    [Fact]
    public async Task Loss_OtherGatewayIsGone_CountsNoLonger()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        await harness.Cluster.ListenerGrainsOf(room.Id)
            .Single()
            .NotifyLossAsync(new LossNote("elsewhere", 1, new LossTally(0, 0, 1)));
        harness.Time.Advance(TimeSpan.FromSeconds(16));

        await HeartbeatAsync();

        HintsOf(speaker).ShouldBeEmpty();
    }

    [Fact]
    public async Task Speak_OwnPacketsAreMissing_SpeakerIsAskedForFec()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        for (uint sequence = 0; sequence < 120; sequence += 2)
        {
            speaker.Speak(sequence);
            if (sequence % 20 == 0)
            {
                await speaker.SettleAsync();
                harness.Time.Advance(TimeSpan.FromMilliseconds(400));
            }
        }

        await HeartbeatAsync();

        HintsOf(speaker).ShouldHaveSingleItem().ExpectedLossPercent.ShouldBe(20u);
    }

    // Reports a hundred more packets, of which `lost` are missing, and then lets the gateway assess the loss.
    private async Task ReportAsync(FakeDevice listener, uint? lost, uint concealed = 0)
    {
        for (var acks = 0; acks < 2; acks++)
        {
            position += 100;
            var ack = new Ack { Position = position, Concealed = concealed };
            if (lost is { } count)
            {
                ack.Lost = count;
            }

            listener.Send(new ClientMessage { Ack = ack });
        }

        await listener.SettleAsync();
        await HeartbeatAsync();
    }

    private async Task HeartbeatAsync()
    {
        for (var heartbeat = 0; heartbeat < HeartbeatsPerAssessment; heartbeat++)
        {
            harness.Time.Advance(TimeSpan.FromSeconds(1));
            await harness.Rooms.HeartbeatAsync();
        }
    }

    private static List<EncoderHint> HintsOf(FakeDevice device) =>
        device.Take().FindAll(message => message.EncoderHint is not null)
            .ConvertAll(message => message.EncoderHint);
}
