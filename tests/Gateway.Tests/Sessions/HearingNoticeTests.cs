using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;
using Person = AudioRooms.Contracts.Users.Person;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>From what listeners report as played to what a speaker, or a listener, is told.</summary>
public sealed class HearingNoticeTests : IAsyncLifetime, IDisposable
{
    private const uint SomebodyElse = 99;
    private static readonly Person Cleo = new(new UserId(Identifiers.NewId()), "cleo", "Cleo");

    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;
    private uint sequence;
    private uint level = 30;

    public HearingNoticeTests() => room = harness.Cluster.CreateRoom(People.Ada);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Ack_NoListenerPlaysTheSpeaker_TheSpeakerIsToldAndToldAgainWhenAllIsWell()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var (ben, cleo) = (await harness.JoinAsync(People.Ben, room.Id), await harness.JoinAsync(Cleo, room.Id));
        var source = room.View.Stage.Members.Single().Source;

        for (var beat = 0; beat < 2; beat++)
        {
            await BeatAsync(speaker, (ben, SomebodyElse), (cleo, SomebodyElse));
            NoticesOf(speaker).ShouldBeEmpty();
        }

        await BeatAsync(speaker, (ben, SomebodyElse), (cleo, SomebodyElse));
        NoticesOf(speaker).ShouldBe([new HearingNotice { NobodyHearsYou = true }]);

        await BeatAsync(speaker, (ben, source), (cleo, SomebodyElse));
        NoticesOf(speaker).ShouldBe([new HearingNotice()]);
        NoticesOf(ben).ShouldBeEmpty();
        harness.Metrics.HearingNotices(HearingFault.Unheard).ShouldBe(1);
        harness.Metrics.HearingNotices(HearingFault.HearsNothing).ShouldBe(0);
    }

    [Fact]
    public async Task Ack_NoListenerPlaysTheNoiseOfAnOpenMicrophone_TheSpeakerIsToldNothing()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var (ben, cleo) = (await harness.JoinAsync(People.Ben, room.Id), await harness.JoinAsync(Cleo, room.Id));
        level = 51;

        for (var beat = 0; beat < 5; beat++)
        {
            await BeatAsync(speaker, (ben, SomebodyElse), (cleo, SomebodyElse));
        }

        NoticesOf(speaker).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ack_OneListenerPlaysNothingOfWhatOthersPlay_ThatListenerIsTold()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var (ben, cleo) = (await harness.JoinAsync(People.Ben, room.Id), await harness.JoinAsync(Cleo, room.Id));
        var third = await harness.JoinAsync(new Person(new UserId(Identifiers.NewId()), "dora", "Dora"), room.Id);
        var source = room.View.Stage.Members.Single().Source;
        await BeatAsync(speaker, (ben, source), (cleo, source), (third, source));

        for (var beat = 0; beat < 3; beat++)
        {
            NoticesOf(third).ShouldBeEmpty();
            await BeatAsync(speaker, (ben, source), (cleo, source));
        }

        NoticesOf(third).ShouldBe([new HearingNotice { YouHearNothing = true }]);
        harness.Metrics.HearingNotices(HearingFault.HearsNothing).ShouldBe(1);
        NoticesOf(speaker).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ack_DevicesThatDoNotReport_NobodyIsTold()
    {
        var speaker = await harness.JoinStageAsync(People.Ada, room.Id);
        var listeners = new[] { await harness.JoinAsync(People.Ben, room.Id), await harness.JoinAsync(Cleo, room.Id) };

        for (var beat = 0; beat < 5; beat++)
        {
            foreach (var listener in listeners)
            {
                listener.Send(new ClientMessage { Ack = new Ack { Position = 1 } });
                await listener.SettleAsync();
            }

            await BeatAsync(speaker);
        }

        NoticesOf(speaker).ShouldBeEmpty();
    }

    private static List<HearingNotice> NoticesOf(FakeDevice device) =>
        [.. device.Take().Where(message => message.Hearing is not null).Select(message => message.Hearing)];

    // A second in which the speaker talks, and listeners play something.
    private async Task BeatAsync(FakeDevice speaker, params (FakeDevice Listener, uint Source)[] heard)
    {
        for (var part = 0; part < 5; part++)
        {
            for (var packet = 0; packet < 10; packet++)
            {
                speaker.Send(new ClientMessage { Audio = Sounds.Uplink(sequence++, level: level) });
            }

            await speaker.SettleAsync();
            harness.Time.Advance(TimeSpan.FromMilliseconds(200));
        }

        foreach (var (listener, source) in heard)
        {
            listener.Send(new ClientMessage
            {
                Ack = new Ack { Position = 1, Heard = { new SpeakerHeard { Source = source, Played = 50 } } },
            });
            await listener.SettleAsync();
        }

        await harness.Rooms.HeartbeatAsync();
        await speaker.SettleAsync();
    }
}
