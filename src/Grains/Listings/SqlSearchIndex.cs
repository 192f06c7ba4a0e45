using System.Data.Common;
using System.Text;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Domain.Discovery;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Listings;

/// <summary>The search index in tables: FTS5 in SQLite, a text-search vector in PostgreSQL. Both get the same folded
/// words.</summary>
internal sealed class SqlSearchIndex(SqlDialect dialect) : ISearchIndex
{
    // The highest position that PostgreSQL stores in a vector.
    private const int PositionMax = 16_383;

    public async Task UpsertAsync(DbConnection connection, DbTransaction transaction, SearchDocument document)
    {
        var title = SearchWords.Of(document.Title);
        var body = SearchWords.Of($"{SearchTexts.TopicWords(document.Topics)}\n{document.Text}");
        var row = new
        {
            Kind = (int)document.Kind,
            document.Id,
            document.Title,
            Language = document.Language.ToLowerInvariant(),
            StartsAtMs = document.StartsAt?.ToUnixTimeMilliseconds(),
            document.OwnerId,
            document.ClubId,
            Words = dialect == SqlDialect.PostgreSql ? Vector(title, body) : string.Empty,
        };
        var number = await connection.ExecuteScalarAsync<long>(
            dialect == SqlDialect.PostgreSql ? UpsertPostgreSql : UpsertSqlite, row, transaction);
        if (dialect == SqlDialect.Sqlite)
        {
            await connection.ExecuteAsync("DELETE FROM search_words WHERE rowid = @Number", new { Number = number }, transaction);
            await connection.ExecuteAsync(
                "INSERT INTO search_words (rowid, title, body) VALUES (@Number, @Title, @Body)",
                new { Number = number, Title = string.Join(' ', title), Body = string.Join(' ', body) },
                transaction);
        }

        await connection.ExecuteAsync(
            "DELETE FROM search_topics WHERE document_no = @Number", new { Number = number }, transaction);
        foreach (var topic in SearchTexts.TopicsOf(document.Topics))
        {
            await connection.ExecuteAsync(
                "INSERT INTO search_topics (document_no, topic) VALUES (@Number, @Topic)",
                new { Number = number, Topic = topic },
                transaction);
        }
    }

    public async Task RemoveAsync(DbConnection connection, DbTransaction transaction, SearchKind kind, string id) =>
        await DeleteAsync(connection, transaction, "kind = @Kind AND id = @Id", new { Kind = (int)kind, Id = id });

    public async Task ClearAsync(DbConnection connection, DbTransaction transaction, SearchKind kind)
    {
        if (dialect == SqlDialect.PostgreSql)
        {
            // A writer that changes something meanwhile waits, and then writes its newer document over this one.
            await connection.ExecuteAsync("LOCK TABLE search_documents IN SHARE ROW EXCLUSIVE MODE", transaction: transaction);
        }

        await DeleteAsync(connection, transaction, "kind = @Kind", new { Kind = (int)kind });

        // Rows that a damaged index may have left behind.
        const string Orphans = "NOT IN (SELECT document_no FROM search_documents)";
        await connection.ExecuteAsync($"DELETE FROM search_topics WHERE document_no {Orphans}", transaction: transaction);
        if (dialect == SqlDialect.Sqlite)
        {
            await connection.ExecuteAsync($"DELETE FROM search_words WHERE rowid {Orphans}", transaction: transaction);
        }
    }

    private const string UpsertSqlite =
        """
        INSERT INTO search_documents (kind, id, title, language, starts_at_ms, owner_id, club_id)
        VALUES (@Kind, @Id, @Title, @Language, @StartsAtMs, @OwnerId, @ClubId)
        ON CONFLICT (kind, id) DO UPDATE SET title = excluded.title, language = excluded.language,
            starts_at_ms = excluded.starts_at_ms, owner_id = excluded.owner_id, club_id = excluded.club_id
        RETURNING document_no
        """;

    private const string UpsertPostgreSql =
        """
        INSERT INTO search_documents (kind, id, title, language, starts_at_ms, owner_id, club_id, words)
        VALUES (@Kind, @Id, @Title, @Language, @StartsAtMs, @OwnerId, @ClubId, CAST(@Words AS tsvector))
        ON CONFLICT (kind, id) DO UPDATE SET title = excluded.title, language = excluded.language,
            starts_at_ms = excluded.starts_at_ms, owner_id = excluded.owner_id, club_id = excluded.club_id, words = excluded.words
        RETURNING document_no
        """;

    private async Task DeleteAsync(DbConnection connection, DbTransaction transaction, string condition, object parameters)
    {
        if (dialect == SqlDialect.Sqlite)
        {
            await connection.ExecuteAsync(
                $"DELETE FROM search_words WHERE rowid IN (SELECT document_no FROM search_documents WHERE {condition})",
                parameters,
                transaction);
        }

        await connection.ExecuteAsync(
            $"DELETE FROM search_topics WHERE document_no IN (SELECT document_no FROM search_documents WHERE {condition})",
            parameters,
            transaction);
        await connection.ExecuteAsync($"DELETE FROM search_documents WHERE {condition}", parameters, transaction);
    }

    // Writes the vector in its own notation ('word':position and weight). Words consist of letters and digits, so they need no
    // quoting. PostgreSQL's parser, which would split and drop words by its own rules, is not used.
    private static string Vector(IReadOnlyList<string> title, IReadOnlyList<string> body)
    {
        var vector = new StringBuilder();
        var position = 0;
        foreach (var word in title)
        {
            vector.Append('\'').Append(word).Append("':").Append(Math.Min(++position, PositionMax)).Append("A ");
        }

        foreach (var word in body)
        {
            vector.Append('\'').Append(word).Append("':").Append(Math.Min(++position, PositionMax)).Append("D ");
        }

        return vector.ToString();
    }
}
