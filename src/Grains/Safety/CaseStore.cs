using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Safety;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Safety;

/// <summary>Stores cases, reports and penalties.</summary>
internal sealed class CaseStore(SqlDatabase database, IAnnouncements announcements, UnreadableRows unreadable)
{
    private const int ReportsShown = 200;
    private const int PenaltiesShown = 50;
    private static readonly JsonSerializerOptions Format = new() { IgnoreReadOnlyProperties = true };

    /// <summary>When a report with this id was filed; null if none was.</summary>
    public async Task<DateTimeOffset?> FindReportAsync(string reportId)
    {
        var filedAtMs = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<long?>(
            "SELECT filed_at_ms FROM safety_reports WHERE report_id = @Id", new { Id = reportId }));
        return filedAtMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
    }

    /// <summary>When the user filed reports since a time, oldest first.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> FiledSinceAsync(UserId reporter, DateTimeOffset since)
    {
        var times = await database.ReadAsync(connection => connection.QueryAsync<long>(
            "SELECT filed_at_ms FROM safety_reports WHERE reporter_id = @Reporter AND filed_at_ms > @SinceMs ORDER BY "
            + "filed_at_ms",
            new { Reporter = reporter.Value, SinceMs = since.ToUnixTimeMilliseconds() }));
        return [.. times.Select(DateTimeOffset.FromUnixTimeMilliseconds)];
    }

    /// <summary>Stores a report in the undecided case of its subject, and the case too if there is none.</summary>
    public async Task FileAsync(SafetyCase opened, FileReport report, string evidence, DateTimeOffset now)
    {
        await database.WriteAsync(async (connection, transaction) =>
        {
            var known = await connection.QuerySingleOrDefaultAsync<string>(
                "SELECT case_id FROM safety_cases WHERE subject = @Subject AND state < 3", new { opened.Subject }, transaction);
            if (known is null)
            {
                await InsertAsync(connection, transaction, opened);
            }

            await connection.ExecuteAsync(
                """
                INSERT INTO safety_reports (report_id, case_id, reporter_id, kind, reason, text, filed_at_ms, evidence)
                VALUES (@Id, @Case, @Reporter, @Kind, @Reason, @Text, @NowMs, @Evidence)
                """,
                new
                {
                    report.Id,
                    Case = known ?? opened.Id,
                    Reporter = report.Reporter.Value,
                    Kind = (long)report.Kind,
                    Reason = (long)report.Reason,
                    report.Text,
                    NowMs = now.ToUnixTimeMilliseconds(),
                    Evidence = evidence,
                },
                transaction);

            // The announcement does not name the reporter, because it is not known here who will receive it.
            await announcements.AppendAsync(
                connection, transaction, new Announcement(AnnouncementKind.ReportFiled, Actor: null, opened.Subject, now));
        });
        announcements.Wake();
    }

    public async Task<SafetyCase?> FindAsync(string caseId)
    {
        var body = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<string>(
            "SELECT body FROM safety_cases WHERE case_id = @Id", new { Id = caseId }));
        return body is null ? null : Read(body);
    }

    /// <summary>The users who reported, without deleted accounts.</summary>
    public async Task<IReadOnlyCollection<UserId>> ReportersAsync(string caseId)
    {
        var ids = await database.ReadAsync(connection => connection.QueryAsync<string>(
            "SELECT DISTINCT reporter_id FROM safety_reports WHERE case_id = @Id AND reporter_id <> ''", new { Id = caseId }));
        return [.. ids.Select(id => new UserId(id))];
    }

    public async Task<int> CountReportsAsync(string caseId) => (int)await database.ReadAsync(connection =>
        connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM safety_reports WHERE case_id = @Id", new { Id = caseId }));

    /// <summary>The first reports of a case, oldest first.</summary>
    public async Task<ImmutableArray<FiledReport>> ReportsAsync(string caseId)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<ReportRow>(
            """
            SELECT report_id AS Id, reporter_id AS Reporter, kind AS Kind, reason AS Reason, text AS Text,
            filed_at_ms AS FiledAtMs,
                evidence AS Evidence
            FROM safety_reports WHERE case_id = @Id ORDER BY filed_at_ms, report_id LIMIT @Limit
            """,
            new { Id = caseId, Limit = ReportsShown }));
        return [.. rows.Select(row => row.ToReport())];
    }

    /// <summary>A page of cases, oldest first.</summary>
    public async Task<CasePage> ListAsync(CaseState? state, int pageSize, string? pageToken)
    {
        var after = PageToken.Read(pageToken, PageToken.Oldest);
        var rows = (await database.ReadAsync(connection => connection.QueryAsync<CaseRow>(
            $"""
            SELECT c.case_id AS CaseId, c.opened_at_ms AS OpenedAtMs, c.body AS Body,
                (SELECT COUNT(*) FROM safety_reports r WHERE r.case_id = c.case_id) AS ReportCount
            FROM safety_cases c
            WHERE (c.opened_at_ms > @AtMs OR (c.opened_at_ms = @AtMs
            AND c.case_id > @Id)) {(state is null ? "" : "AND c.state = @State")}
            ORDER BY c.opened_at_ms, c.case_id LIMIT @Limit
            """,
            new { after.AtMs, after.Id, State = (long?)state, Limit = pageSize + 1 }))).AsList();
        return new CasePage(
            [.. rows.Take(pageSize).Select(TryView).OfType<CaseView>()],
            rows.Count > pageSize ? new PageToken(rows[pageSize - 1].OpenedAtMs, rows[pageSize - 1].CaseId).ToString() : null);
    }

    // A case that cannot be read is left out, so that it does not hide the others.
    private CaseView? TryView(CaseRow row)
    {
        if (StoredJson.TryRead<SafetyCase>(row.Body, out var found, out var fault, Format))
        {
            return found.ToView((int)row.ReportCount);
        }

        unreadable.LeftOut("safety_cases", row.CaseId, fault);
        return null;
    }

    /// <summary>Stores a new case together with its penalty.</summary>
    public Task AddAsync(SafetyCase decided, PenaltyKind kind) => database.WriteAsync(async (connection, transaction) =>
    {
        await InsertAsync(connection, transaction, decided);
        await InsertAsync(connection, transaction, decided, kind, decided.SuspendedUntil, decided.OpenedAt);
    });

    /// <summary>Id of the case of the user's newest suspension; null for none.</summary>
    public Task<string?> NewestSuspensionAsync(
        UserId user) => database.ReadAsync(connection => connection.QueryFirstOrDefaultAsync<string?>(
        """
        SELECT case_id FROM safety_penalties WHERE user_id = @User AND kind IN (@Timed, @ForGood)
        ORDER BY at_ms DESC, case_id DESC LIMIT 1
        """,
        new { User = user.Value, Timed = (long)PenaltyKind.Suspend, ForGood = (long)PenaltyKind.SuspendForGood }));

    /// <summary>Stores a changed case and its new penalties.</summary>
    public Task SaveAsync(
        SafetyCase changed, IEnumerable<(PenaltyKind Kind, DateTimeOffset? Until)> penalties, DateTimeOffset now) =>
        database.WriteAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                "UPDATE safety_cases SET state = @State, body = @Body WHERE case_id = @Id",
                new { changed.Id, State = (long)changed.State, Body = JsonSerializer.Serialize(changed, Format) },
                transaction);
            foreach (var (kind, until) in penalties)
            {
                await InsertAsync(connection, transaction, changed, kind, until, now);
            }
        });

    /// <summary>The user's penalties, newest first.</summary>
    public async Task<ImmutableArray<PenaltyNotice>> PenaltiesAsync(UserId user)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<PenaltyRow>(
            """
            SELECT case_id AS CaseId, kind AS Kind, at_ms AS AtMs, until_ms AS UntilMs FROM safety_penalties
            WHERE user_id = @User ORDER BY at_ms DESC, case_id, kind LIMIT @Limit
            """,
            new { User = user.Value, Limit = PenaltiesShown }));
        return [.. rows.Select(row => row.ToNotice())];
    }

    private static Task<int> InsertAsync(
        DbConnection connection, DbTransaction transaction, SafetyCase opened) => connection.ExecuteAsync(
        "INSERT INTO safety_cases (case_id, subject, state, opened_at_ms, body) VALUES (@Id, @Subject, @State, @OpenedAtMs, "
            + "@Body)",
        new
        {
            opened.Id,
            opened.Subject,
            State = (long)opened.State,
            OpenedAtMs = opened.OpenedAt.ToUnixTimeMilliseconds(),
            Body = JsonSerializer.Serialize(opened, Format),
        },
        transaction);

    private static Task<int> InsertAsync(
        DbConnection connection, DbTransaction transaction, SafetyCase of, PenaltyKind kind, DateTimeOffset? until,
        DateTimeOffset now) =>
        connection.ExecuteAsync(
            "INSERT INTO safety_penalties (case_id, kind, user_id, at_ms, until_ms) VALUES (@Case, @Kind, @User, @AtMs, "
                + "@UntilMs)",
            new
            {
                Case = of.Id,
                Kind = (long)kind,
                User = of.Accused?.Value ?? "",
                AtMs = now.ToUnixTimeMilliseconds(),
                UntilMs = until?.ToUnixTimeMilliseconds(),
            },
            transaction);

    private static SafetyCase Read(string body) => JsonSerializer.Deserialize<SafetyCase>(body, Format)
        ?? throw new InvalidDataException("A case is stored without a body.");

    private sealed class CaseRow
    {
        public string CaseId { get; init; } = string.Empty;

        public long OpenedAtMs { get; init; }

        public string Body { get; init; } = string.Empty;

        public long ReportCount { get; init; }
    }

    private sealed class ReportRow
    {
        public string Id { get; init; } = string.Empty;

        public string Reporter { get; init; } = string.Empty;

        public long Kind { get; init; }

        public long Reason { get; init; }

        public string Text { get; init; } = string.Empty;

        public long FiledAtMs { get; init; }

        public string Evidence { get; init; } = string.Empty;

        public FiledReport ToReport() => new(
            Id,
            Reporter.Length == 0 ? null : new UserId(Reporter),
            (ReportKind)Kind,
            (ReportReason)Reason,
            Text,
            DateTimeOffset.FromUnixTimeMilliseconds(FiledAtMs),
            Evidence);
    }

    private sealed class PenaltyRow
    {
        public string CaseId { get; init; } = string.Empty;

        public long Kind { get; init; }

        public long AtMs { get; init; }

        public long? UntilMs { get; init; }

        public PenaltyNotice ToNotice() => new(
            CaseId,
            (PenaltyKind)Kind,
            DateTimeOffset.FromUnixTimeMilliseconds(AtMs),
            UntilMs is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null);
    }
}
