using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Tests.Transport;

public sealed class OutboxTests
{
    private readonly EncodedMessagePool pool = new();
    private readonly FakeTransport transport = new();
    private readonly Outbox outbox;

    public OutboxTests() => outbox = new Outbox(transport);

    [Fact]
    public void TrySend_WhileAWriteWaits_IsWrittenAfterIt()
    {
        transport.Stall();
        Send(1);
        Send(2);
        Send(3);
        transport.Writes.ShouldBe(1);

        transport.Resume();

        transport.Take().Select(message => message.Ok.RequestId).ShouldBe([1ul, 2ul, 3ul]);
        pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void TryWriteMedia_WhileAWriteWaits_IsBusyAndKeepsNothing()
    {
        transport.Stall();
        Send(1);

        WriteMedia().ShouldBe(MediaWrite.Busy);

        pool.Outstanding.ShouldBe(1);
        transport.Resume();
        WriteMedia().ShouldBe(MediaWrite.Accepted);
        pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void SendWithMedia_OnlyTheNewestGoesAheadOfTheBundle()
    {
        SendWithMedia(1);
        SendWithMedia(2);
        transport.Writes.ShouldBe(0);

        WriteMedia().ShouldBe(MediaWrite.Accepted);
        WriteMedia().ShouldBe(MediaWrite.Accepted);

        transport.Take().Select(message => message.Ok?.RequestId ?? 0).ShouldBe([2ul, 0ul, 0ul]);
        pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void SendWithMedia_TheWriteOfItWaits_BundleIsBusy()
    {
        SendWithMedia(1);
        transport.Stall();

        WriteMedia().ShouldBe(MediaWrite.Busy);

        transport.Resume();
        WriteMedia().ShouldBe(MediaWrite.Accepted);
        transport.Take().Count.ShouldBe(2);
        pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void SendWaiting_WhileAWriteWaits_IsWrittenAfterIt()
    {
        transport.Stall();
        Send(1);
        SendWithMedia(2);

        outbox.SendWaiting();
        transport.Resume();

        transport.Take().Select(message => message.Ok.RequestId).ShouldBe([1ul, 2ul]);
        pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task SendWithMedia_ConnectionIsClosed_IsGivenBack()
    {
        SendWithMedia(1);

        await outbox.CloseAsync(null);
        SendWithMedia(2);
        outbox.SendWaiting();

        transport.Writes.ShouldBe(0);
        pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void SendEvent_MoreThanTheBound_GivesWayToOneSnapshot()
    {
        var resyncs = 0;
        outbox.ResyncDue = () =>
        {
            resyncs++;
            var snapshot = pool.Encode(new ServerMessage { Snapshot = new RoomSnapshot { Version = 999 } });
            outbox.SendSnapshot(snapshot);
            snapshot.Release();
        };
        transport.Stall();
        for (var version = 1; version <= Outbox.ControlMax + 10; version++)
        {
            SendEvent(version);
        }

        transport.Resume();
        SendEvent(1_000);

        transport.Take().Select(message => message.BodyCase).ShouldBe(
            [ServerMessage.BodyOneofCase.Event, ServerMessage.BodyOneofCase.Snapshot, ServerMessage.BodyOneofCase.Event]);
        resyncs.ShouldBe(1);
        pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void TrySend_AfterEventsGaveWay_IsStillWritten()
    {
        transport.Stall();
        SendEvent(1);
        for (var version = 2; version <= Outbox.ControlMax + 10; version++)
        {
            SendEvent(version);
        }

        Send(5).ShouldBeTrue();
        transport.Resume();

        transport.Take()[^1].Ok.RequestId.ShouldBe(5ul);
    }

    [Fact]
    public void TrySend_MoreAnswersThanTheBound_GivesTheDeviceUp()
    {
        transport.Stall();
        Send(1);
        for (var request = 2; request <= Outbox.ControlMax + 1; request++)
        {
            Send((ulong)request).ShouldBeTrue();
        }

        Send(1_000).ShouldBeFalse();
    }

    [Fact]
    public async Task CloseAsync_WhileAWriteWaits_CompletesAfterTheLastMessage()
    {
        transport.Stall();
        Send(1);
        var last = pool.Encode(new ServerMessage { Closing = new Closing { Code = "replaced" } });

        var closed = outbox.CloseAsync(last);
        last.Release();

        closed.IsCompleted.ShouldBeFalse();
        transport.Resume();
        await closed.WaitAsync(TimeSpan.FromSeconds(60));
        transport.Take().Select(message => message.BodyCase)
            .ShouldBe([ServerMessage.BodyOneofCase.Ok, ServerMessage.BodyOneofCase.Closing]);
        pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void CloseAsync_WithoutAWrite_CompletesAtOnceAndNothingFollows()
    {
        outbox.CloseAsync(null).IsCompletedSuccessfully.ShouldBeTrue();

        WriteMedia().ShouldBe(MediaWrite.Closed);
        Send(1).ShouldBeTrue();
        transport.Writes.ShouldBe(0);
    }

    [Fact]
    public void TryWriteMedia_AfterTheConnectionBroke_IsClosedAndNothingLeaks()
    {
        transport.Stall();
        Send(1);
        Send(2);
        SendEvent(3);

        transport.Break();

        WriteMedia().ShouldBe(MediaWrite.Closed);
        pool.Outstanding.ShouldBe(0);
    }

    private bool Send(ulong request)
    {
        var message = pool.Encode(new ServerMessage { Ok = new Ok { RequestId = request } });
        var accepted = outbox.TrySend(message);
        message.Release();
        return accepted;
    }

    private void SendEvent(int version)
    {
        var message = pool.Encode(new ServerMessage { Event = new RoomEvent { Version = (ulong)version } });
        outbox.SendEvent(message);
        message.Release();
    }

    private void SendWithMedia(ulong request)
    {
        var message = pool.Encode(new ServerMessage { Ok = new Ok { RequestId = request } });
        outbox.SendWithMedia(message);
        message.Release();
    }

    private MediaWrite WriteMedia()
    {
        var bundle = pool.Encode(new ServerMessage { Bundle = new Bundle { Position = 1 } });
        var outcome = outbox.TryWriteMedia(bundle);
        bundle.Release();
        return outcome;
    }
}
