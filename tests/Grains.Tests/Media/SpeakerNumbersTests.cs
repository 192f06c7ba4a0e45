using AudioRooms.Grains.Media;

namespace AudioRooms.Grains.Tests.Media;

public sealed class SpeakerNumbersTests
{
    private const ulong First = 11;
    private const ulong Second = 22;

    private readonly SpeakerNumbers numbers = new();

    [Fact]
    public void Take_OneConnection_NumbersAreTheDevicesOwn()
    {
        Take(First, 65_535).ShouldBe((NumberVerdict.New, 65_535));
        Take(First, 0).ShouldBe((NumberVerdict.New, 65_536));
        Take(First, 0).Verdict.ShouldBe(NumberVerdict.Duplicate);
        Take(First, 65_535).Verdict.ShouldBe(NumberVerdict.Duplicate);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(40_000)]
    public void Take_DeviceReloadsAndStartsAtZero_EveryPacketIsNewAndNumbersGoOn(int sent)
    {
        for (var n = 0; n < sent; n++)
        {
            Take(First, (ushort)n).ShouldBe((NumberVerdict.New, n));
        }

        for (var n = 0; n < 200; n++)
        {
            Take(Second, (ushort)n).ShouldBe((NumberVerdict.New, sent + n));
        }
    }

    [Fact]
    public void Take_DeviceConnectsAgainAndGoesOn_WhatItCouldNotSendIsAGap()
    {
        Take(First, 500);

        Take(Second, 541).ShouldBe((NumberVerdict.New, 541));
    }

    [Fact]
    public void Take_DeviceConnectsAgainAndSendsTheLastPacketOnceMore_NumbersStillOnlyGrow()
    {
        Take(First, 500);

        Take(Second, 500).ShouldBe((NumberVerdict.New, 501));
        Take(Second, 501).ShouldBe((NumberVerdict.New, 502));
    }

    [Fact]
    public void Take_PacketOfTheFormerConnectionComesLate_IsDroppedAndChangesNothing()
    {
        Take(First, 500);
        Take(Second, 0).ShouldBe((NumberVerdict.New, 501));

        Take(First, 501).Verdict.ShouldBe(NumberVerdict.TooOld);
        Take(Second, 1).ShouldBe((NumberVerdict.New, 502));
    }

    [Fact]
    public void Take_NumberFarFromAllOthers_NeedsASecondOne()
    {
        Take(First, 0);

        Take(First, 30_000).Verdict.ShouldBe(NumberVerdict.Suspect);
        Take(First, 30_001).ShouldBe((NumberVerdict.New, 30_001));
    }

    private (NumberVerdict Verdict, long Number) Take(ulong connection, ushort sequence) =>
        (numbers.Take(connection, sequence, out var number), number);
}
