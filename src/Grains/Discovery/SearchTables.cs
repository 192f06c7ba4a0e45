using System.Collections.Immutable;
using System.Globalization;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Listings;
using AudioRooms.Grains.Social;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Discovery;

/// <summary>Queries of the search index.</summary>
internal sealed class SearchTables(
    SqlDatabase database, ISearchIndex index, IEnumerable<ISearchSource> sources, [ProductClock] TimeProvider time)
{
    /// <summary>SQL condition that hides documents (alias <c>d</c>). From <c>@Viewer</c> it hides documents of people behind a
    /// block in either direction, and rooms that have such a person on stage. From everybody it hides what a suspended account
    /// owns (suspended at <c>@NowMs</c>), except clubs (kind 2), which belong to their members too.</summary>
    public const string NotApart =
        """
        NOT EXISTS (SELECT 1 FROM blocks b WHERE b.actor_id = @Viewer AND b.other_id = d.owner_id)
        AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.other_id = @Viewer AND b.actor_id = d.owner_id)
        AND NOT (d.kind <> 2 AND EXISTS (
            SELECT 1 FROM account_standing z WHERE z.user_id = d.owner_id AND z.suspended_until_ms > @NowMs))
        AND NOT EXISTS (
            SELECT 1 FROM room_stage s JOIN blocks b
            ON (b.actor_id = @Viewer AND b.other_id = s.user_id) OR (b.other_id = @Viewer AND b.actor_id = s.user_id)
            WHERE s.room_id = d.id)
        """;

    // Later pages are not served, because each page of a ranking costs as much as all pages before it.
    private const int OffsetMax = 1_000;

    /// <summary>A page of documents, without the cards of rooms.</summary>
    public async Task<SearchPage> SearchAsync(
        UserId viewer, SearchQuestion question, ImmutableList<string> words, int pageSize, string? pageToken)
    {
        var offset = int.TryParse(pageToken, NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? Math.Min(given, OffsetMax)
            : 0;
        var parameters = new
        {
            NowMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Viewer = viewer.Value,
            Kind = (int)question.Kind,
            Words = Match(words),
            Topics = TopicTree.WithChildren(question.Topic).ToArray(),
            Language = question.Language.ToLowerInvariant(),
            Limit = pageSize + 1,
            Offset = offset,
        };
        var rows = (await database.ReadAsync(connection => connection.QueryAsync<DocumentRow>(
            Sql(question, words), parameters))).AsList();
        var shown = rows.Take(pageSize).ToList();
        if (shown.Count == 0)
        {
            return new SearchPage([], null);
        }

        var owners = await PeopleAsync(viewer, shown);
        var topics = await TopicsAsync(shown);
        return new SearchPage(
            [.. shown.Select(row => new SearchHit(
                question.Kind,
                row.Id,
                row.Title,
                [.. topics[row.DocumentNo]],
                row.Language,
                row.StartsAtMs is { } startsAtMs ? DateTimeOffset.FromUnixTimeMilliseconds(startsAtMs) : null,
                row.ClubId,
                owners.GetValueOrDefault(row.OwnerId)?.ToCard(),
                Room: null))],
            rows.Count > pageSize && offset + pageSize <= OffsetMax
                ? (offset + pageSize).ToString(CultureInfo.InvariantCulture)
                : null);
    }

    /// <summary>Writes the documents of every source again and returns their number.</summary>
    public async Task<int> RebuildAsync()
    {
        var count = 0;
        foreach (var source in sources)
        {
            await database.WriteAsync(async (connection, transaction) =>
            {
                await index.ClearAsync(connection, transaction, source.Kind);
                count += await source.WriteAllAsync(connection, transaction);
            });
        }

        return count;
    }

    private string Sql(SearchQuestion question, ImmutableList<string> words)
    {
        var (from, matches, rank) = (words.IsEmpty, database.Dialect) switch
        {
            (true, _) => ("search_documents d", "1 = 1", "d.document_no DESC"),

            // A word in the title weighs as much as ten others. A lower bm25 is better.
            (false, SqlDialect.Sqlite) => (
                "search_words JOIN search_documents d ON d.document_no = search_words.rowid",
                "search_words MATCH @Words",
                "bm25(search_words, 10.0, 1.0), d.document_no DESC"),
            (false, SqlDialect.PostgreSql) => (
                "search_documents d",
                "d.words @@ CAST(@Words AS tsquery)",
                "ts_rank('{0.1, 0.1, 0.1, 1.0}', d.words, CAST(@Words AS tsquery)) DESC, d.document_no DESC"),
        };
        var topic = question.Topic.Length == 0
            ? string.Empty
            : $"AND EXISTS (SELECT 1 FROM search_topics t WHERE t.document_no = d.document_no "
                + $"AND {database.Dialect.In("t.topic", "@Topics")})";
        return
            $"""
            SELECT d.document_no AS DocumentNo, d.id AS Id, d.title AS Title, d.language AS Language,
            d.starts_at_ms AS StartsAtMs,
                d.owner_id AS OwnerId, d.club_id AS ClubId
            FROM {from}
            WHERE d.kind = @Kind AND {matches} {topic}
              AND (@Language = '' OR d.language = @Language OR d.language LIKE @Language || '-%')
              AND {NotApart}
            ORDER BY {rank} LIMIT @Limit OFFSET @Offset
            """;
    }

    // Words consist of letters and digits only, so quoting them is safe in both notations. The last word matches by its
    // beginning.
    private string Match(ImmutableList<string> words) => database.Dialect == SqlDialect.Sqlite
        ? string.Join(' ', words.Select((word, place) => place == words.Count - 1 ? $"\"{word}\"*" : $"\"{word}\""))
        : string.Join(" & ", words.Select((word, place) => place == words.Count - 1 ? $"'{word}':*" : $"'{word}'"));

    private async Task<Dictionary<string, PersonRow>> PeopleAsync(UserId viewer, List<DocumentRow> documents)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<PersonRow>(
            $"SELECT {PersonRow.Columns}, {PersonRow.RelationColumn} FROM people p WHERE "
            + $"{database.Dialect.In("p.user_id", "@Users")}",
            new { Viewer = viewer.Value, Users = documents.Select(document => document.OwnerId)
                .Distinct(StringComparer.Ordinal)
                .ToArray() }));
        return rows.ToDictionary(row => row.UserId, StringComparer.Ordinal);
    }

    private async Task<ILookup<long, string>> TopicsAsync(List<DocumentRow> documents)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<TopicRow>(
            $"""
            SELECT document_no AS DocumentNo, topic AS Topic FROM search_topics
            WHERE {database.Dialect.In("document_no", "@Numbers")} ORDER BY topic
            """,
            new { Numbers = documents.Select(document => document.DocumentNo).ToArray() }));
        return rows.ToLookup(row => row.DocumentNo, row => row.Topic);
    }

    private sealed class DocumentRow
    {
        public long DocumentNo { get; init; }

        public string Id { get; init; } = string.Empty;

        public string Title { get; init; } = string.Empty;

        public string Language { get; init; } = string.Empty;

        public long? StartsAtMs { get; init; }

        public string OwnerId { get; init; } = string.Empty;

        public string ClubId { get; init; } = string.Empty;
    }

    private sealed class TopicRow
    {
        public long DocumentNo { get; init; }

        public string Topic { get; init; } = string.Empty;
    }
}
