using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Sessions;

public sealed class MixTests : IAsyncLifetime, IDisposable
{
    private readonly SessionHarness harness = new();
    private readonly FakeRoom room;

    public MixTests() => room = harness.Cluster.CreateRoom(People.Ada);

    private FakeMixGrain Mix => harness.Cluster.Mix(room.Id);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => harness.StopAsync();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Join_WithMix_HearsTheMixAndNotTheVoices()
    {
        var ada = await harness.JoinStageAsync(People.Ada, room.Id);
        var ben = await harness.JoinAsync(People.Ben, room.Id, sound: Sound.Mix);
        (await Mix.NextWishAsync()).Whole.ShouldBeTrue();

        ada.Speak(1);
        await ada.SettleAsync();
        Mix.Play(without: 0, sequence: 7);
        harness.Turn();

        ben.Joined!.Sound.ShouldBe(Sound.Mix);
        var bundle = BundlesOf(ben).ShouldHaveSingleItem();
        bundle.Position.ShouldBe(ben.Joined.Position);
        var packet = bundle.Packets.ShouldHaveSingleItem();
        (packet.Source, packet.Sequence).ShouldBe((0u, 7u));
    }

    [Fact]
    public async Task Join_WithoutASound_HearsTheVoicesAndStartsNoMix()
    {
        var ben = await harness.JoinAsync(People.Ben, room.Id);

        ben.Joined!.Sound.ShouldBe(Sound.Forwarded);
        await harness.Rooms.HeartbeatAsync();
        Mix.TakeWish().ShouldBeNull();
    }

    [Fact]
    public async Task Join_WithASoundThatDoesNotExist_IsRefused()
    {
        var device = harness.Connect(People.Ben);

        device.Send(new ClientMessage { RequestId = 1, Join = new Join { RoomId = room.Id.Value, Sound = (Sound)9 } });

        (await device.Ended)!.Code.ShouldBe("value_unknown");
    }

    [Fact]
    public async Task TakeStage_HearsTheMix_HearsItWithoutTheOwnVoiceFromThenOn()
    {
        var ben = await harness.JoinAsync(People.Ben, room.Id, sound: Sound.Mix);
        await Mix.NextWishAsync();

        await ben.AskAsync(new ClientMessage { TakeStage = new TakeStage() });

        var stay = harness.Cluster.Speaker(room.Id, People.Ben.Id).Grant.ShouldNotBeNull().Source;
        (await Mix.NextWishAsync()).Without.ShouldBe([stay]);
        var changed = ben.Take().Single(message => message.SoundChanged is not null).SoundChanged;
        changed.Sound.ShouldBe(Sound.Mix);
        Mix.Play(without: 0, sequence: 1);
        Mix.Play(without: stay, sequence: 2);
        harness.Turn();
        var bundle = BundlesOf(ben).ShouldHaveSingleItem();
        (bundle.Position, bundle.Packets[0].Sequence).ShouldBe((changed.Position, 2u));
    }

    [Fact]
    public async Task LeaveStage_HeardTheMixWithoutTheOwnVoice_HearsTheWholeOneAgain()
    {
        var ben = await harness.JoinAsync(People.Ben, room.Id, sound: Sound.Mix);
        await ben.AskAsync(new ClientMessage { TakeStage = new TakeStage() });
        await ben.AskAsync(new ClientMessage { LeaveStage = new LeaveStage() });
        await ben.SettleAsync();
        var position = ben.Take().Last(message => message.SoundChanged is not null).SoundChanged.Position;

        Mix.Play(without: 0, sequence: 5);
        harness.Turn();

        position.ShouldBe(ben.Joined!.Position);
        BundlesOf(ben).ShouldHaveSingleItem().Packets[0].Sequence.ShouldBe(5u);
        lock (Mix.Stages)
        {
            Mix.Stages[^1].Members.ShouldBeEmpty("so that a person who left falls silent at once");
        }
    }

    [Fact]
    public async Task TakeStage_RoomMakesNoMoreMixes_HearsTheVoicesRatherThanTheOwnEcho()
    {
        Mix.Refused = [1, 2, 3];
        var ben = await harness.JoinAsync(People.Ben, room.Id, sound: Sound.Mix);
        await Mix.NextWishAsync();

        await ben.AskAsync(new ClientMessage { TakeStage = new TakeStage() });
        await Mix.NextWishAsync();
        await harness.Rooms.HeartbeatAsync();
        await ben.SettleAsync();

        ben.Take().Last(message => message.SoundChanged is not null).SoundChanged.Sound.ShouldBe(Sound.Forwarded);
    }

    [Fact]
    public async Task Join_ServerMixesAsManyRoomsAsItMay_HearsTheVoicesAndIsToldSo()
    {
        Mix.IsFull = true;
        var ben = await harness.JoinAsync(People.Ben, room.Id, sound: Sound.Mix);
        await Mix.NextWishAsync();
        await harness.Rooms.HeartbeatAsync();
        await ben.SettleAsync();

        ben.Take().Last(message => message.SoundChanged is not null).SoundChanged.Sound.ShouldBe(Sound.Forwarded);
    }

    [Fact]
    public async Task SetSound_ToAndFro_SaysWhereEachGoesOn()
    {
        var ada = await harness.JoinStageAsync(People.Ada, room.Id);
        var ben = await harness.JoinAsync(People.Ben, room.Id);
        ada.Speak(1);
        await ada.SettleAsync();
        harness.Turn();

        await ben.AskAsync(new ClientMessage { SetSound = new SetSound { Sound = Sound.Mix } });
        await Mix.NextWishAsync();
        ada.Speak(2);
        await ada.SettleAsync();
        harness.Turn();
        await ben.AskAsync(new ClientMessage { SetSound = new SetSound { Sound = Sound.Forwarded } });
        ada.Speak(3);
        await ada.SettleAsync();
        harness.Turn();

        var told = ben.Take();
        told.Where(message => message.SoundChanged is not null).Select(message => message.SoundChanged.Sound)
            .ShouldBe([Sound.Mix, Sound.Forwarded]);
        told.Where(message => message.Bundle is not null)
            .SelectMany(message => message.Bundle.Packets)
            .Select(packet => packet.Sequence)
                .ShouldBe([1u, 3u]);
        told.Last(message => message.Bundle is not null).Bundle.Position.ShouldBe(2ul);
    }

    [Fact]
    public async Task Acknowledge_OfTheLogBefore_SaysNothingAboutTheNewOne()
    {
        var ben = await harness.JoinAsync(People.Ben, room.Id, sound: Sound.Mix);
        await Mix.NextWishAsync();

        // 10 s of sound, acknowledged only by positions of the voices' log, which must count as no acknowledgement.
        for (var packet = 0; packet < 600; packet++)
        {
            Mix.Play(without: 0, packet);
            harness.Time.Advance(TimeSpan.FromMilliseconds(20));
            harness.Wheel.Turn();
            ben.Send(new ClientMessage { Ack = new Ack { Position = 5 } });
        }

        (await ben.Ended)!.Code.ShouldBe("too_slow");
    }

    [Fact]
    public async Task Join_BackWithinTheReplay_GoesOnInTheMixWhereItStopped()
    {
        var ben = await harness.JoinAsync(People.Ben, room.Id, sound: Sound.Mix);
        await Mix.NextWishAsync();
        Mix.Play(without: 0, sequence: 1);
        harness.Turn();
        ben.Transport.End();
        await ben.Ended;
        Mix.Play(without: 0, sequence: 2);

        var back = harness.Connect(People.Ben);
        back.Send(new ClientMessage
        {
            Join = new Join
            {
                RoomId = room.Id.Value,
                Sound = Sound.Mix,
                ResumePosition = ben.Joined!.Position + 1,
                ResumeToken = ben.Joined.ResumeToken,
            },
        });
        var joined = (await back.NextAsync()).Joined;
        await back.SettleAsync();
        harness.Turn();

        joined.Resumed.ShouldBeTrue();
        BundlesOf(back).ShouldHaveSingleItem().Packets[0].Sequence.ShouldBe(2u);
    }

    [Fact]
    public async Task Leave_LastWhoHeardTheMix_TellsItAfterAWhile()
    {
        var ada = await harness.JoinAsync(People.Ada, room.Id);
        var ben = await harness.JoinAsync(People.Ben, room.Id, sound: Sound.Mix);
        await Mix.NextWishAsync();
        ben.Transport.End();
        await ben.Ended;

        harness.Time.Advance(harness.Options.Rooms.Linger);
        ada.Send(new ClientMessage { Ping = new Ping() });
        await harness.Rooms.HeartbeatAsync();

        (await NextOtherWishAsync(whole: false)).IsNothing.ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Heartbeat_TheMixFailed_IsAskedAgain(bool byABug)
    {
        FailOnce(byABug);
        await harness.JoinAsync(People.Ben, room.Id, sound: Sound.Mix);

        await harness.Rooms.HeartbeatAsync();
        await harness.Rooms.HeartbeatAsync();

        (await Mix.NextWishAsync()).Whole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_TheMixFailed_IsToldThatNothingIsWanted(bool byABug)
    {
        FailOnce(byABug);
        await harness.JoinAsync(People.Ben, room.Id, sound: Sound.Mix);
        await harness.Rooms.HeartbeatAsync();

        await harness.StopAsync();

        (await NextOtherWishAsync(whole: false)).IsNothing.ShouldBeTrue();
    }

    private void FailOnce(bool byABug) => (Mix.FailuresLeft, Mix.Failure) =
        (1, byABug ? new InvalidOperationException("A bug.") : new TimeoutException("The mix did not answer."));

    private static List<Bundle> BundlesOf(FakeDevice device) =>
        [.. device.Take().Where(message => message.Bundle is not null).Select(message => message.Bundle)];

    private async Task<Contracts.Media.MixWish> NextOtherWishAsync(bool whole)
    {
        while (true)
        {
            var wish = await Mix.NextWishAsync();
            if (wish.Whole == whole)
            {
                return wish;
            }
        }
    }
}
