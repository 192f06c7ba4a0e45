using System.Collections.Immutable;
using AudioRooms.Contracts.Safety;
using AudioRooms.Domain.Safety;

namespace AudioRooms.Domain.Tests.Safety;

public sealed class AuditChainTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<AuditRecord> Log = Write(5);

    [Fact]
    public void Next_AfterAnEntry_FollowsIt()
    {
        var next = AuditChain.Next(Log[^1], Entry("later"), Noon);

        next.Number.ShouldBe(6);
        next.PreviousHash.ShouldBe(Log[^1].Hash);
        next.Hash.ShouldBe(AuditChain.HashOf(next));
    }

    // Computed independently of this code: sha256 over the length-prefixed fields.
    [Fact]
    public void HashOf_AKnownEntry_IsTheHashThatWasAlwaysWritten() =>
        AuditChain.Next(null, new AuditEntry("operator", "account.suspend", "user/1", "spam"), DateTimeOffset.UnixEpoch).Hash
            .ShouldBe("210f368a7d4e29c2bc353956a38d786d9545bee12ad237982b4c4e93b1ef8da8");

    [Fact]
    public void HashOf_ALetterMovedBetweenFields_IsAnother() =>
        AuditChain.Next(null, new AuditEntry("ab", "c", "d", "e"), Noon).Hash
            .ShouldNotBe(AuditChain.Next(null, new AuditEntry("a", "bc", "d", "e"), Noon).Hash);

    [Fact]
    public void Verify_AWholeLog_Holds() => Verify(Log).ShouldBe(new AuditVerdict(5, Log[^1].Hash, null));

    [Fact]
    public void Verify_NoEntries_Holds() => Verify([]).ShouldBe(new AuditVerdict(0, AuditChain.Origin, null));

    public static TheoryData<string> Fields => new("at", "actor", "action", "subject", "reason");

    [Theory]
    [MemberData(nameof(Fields))]
    public void Verify_AFieldOfAnEntryChanged_NamesTheEntry(string field)
    {
        var changed = field switch
        {
            "at" => Log[2] with { At = Log[2].At.AddMilliseconds(1) },
            "actor" => Log[2] with { Entry = Log[2].Entry with { Actor = "user/2" } },
            "action" => Log[2] with { Entry = Log[2].Entry with { Action = "other" } },
            "subject" => Log[2] with { Entry = Log[2].Entry with { Subject = "user/2" } },
            _ => Log[2] with { Entry = Log[2].Entry with { Reason = "" } },
        };

        Verify(Log.SetItem(2, changed)).ShouldBe(new AuditVerdict(2, Log[1].Hash, AuditFault.EntryAltered));
    }

    [Fact]
    public void Verify_AnEntryChangedAndHashedAnew_BreaksAtTheNext()
    {
        var changed = Log[2] with { Entry = Entry("nothing happened") };
        changed = changed with { Hash = AuditChain.HashOf(changed) };

        Verify(Log.SetItem(2, changed)).ShouldBe(new AuditVerdict(3, changed.Hash, AuditFault.LinkBroken));
    }

    [Fact]
    public void Verify_AnEntryRemoved_BreaksThere() =>
        Verify(Log.RemoveAt(2)).ShouldBe(new AuditVerdict(2, Log[1].Hash, AuditFault.NumberWrong));

    [Fact]
    public void Verify_TwoEntriesExchanged_BreaksThere() =>
        Verify(Log.SetItem(1, Log[2]).SetItem(2, Log[1])).Fault.ShouldBe(AuditFault.NumberWrong);

    [Fact]
    public void Verify_TheEndCutOff_IsSeenByWhoeverNotedAnEntry()
    {
        Verify(Log.RemoveAt(4)).IsWhole.ShouldBeTrue();

        Verify(Log.RemoveAt(4), new AuditAnchor(5, Log[4].Hash)).Fault.ShouldBe(AuditFault.KnownEntryDiffers);
    }

    [Fact]
    public void Verify_AllWrittenAnew_IsSeenByWhoeverNotedAnEntry() =>
        Verify(Write(5, "forged"), new AuditAnchor(3, Log[2].Hash)).ShouldBe(
            new AuditVerdict(2, Write(5, "forged")[1].Hash, AuditFault.KnownEntryDiffers));

    [Fact]
    public void Verify_TheNotedEntryIsThere_Holds() => Verify(Log, new AuditAnchor(3, Log[2].Hash)).IsWhole.ShouldBeTrue();

    private static AuditVerdict Verify(ImmutableArray<AuditRecord> log, AuditAnchor? known = null)
    {
        var verifier = new AuditVerifier(known);
        _ = log.All(verifier.Take);
        return verifier.Finish();
    }

    private static ImmutableArray<AuditRecord> Write(int count, string why = "reason")
    {
        var log = ImmutableArray.CreateBuilder<AuditRecord>();
        for (var number = 1; number <= count; number++)
        {
            log.Add(AuditChain.Next(log.LastOrDefault(), Entry($"{why} {number}"), Noon.AddSeconds(number)));
        }

        return log.ToImmutable();
    }

    private static AuditEntry Entry(string reason) => new("user/1", "account.suspend", "user/9", reason);
}
