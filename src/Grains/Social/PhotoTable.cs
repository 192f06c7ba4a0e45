using System.Collections.Immutable;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Social;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Social;

/// <summary>Photos in the table <c>photos</c>, and each user's photo id in <c>people</c>. One transaction changes both, so no
/// photo is left without a user, and no profile names a deleted photo.</summary>
internal sealed class PhotoTable(SqlDatabase database)
{
    public async Task<string?> SetAsync(UserId user, Photo photo)
    {
        var id = Identifiers.NewId();
        var isSet = false;
        await database.WriteAsync(async (connection, transaction) =>
        {
            isSet = await connection.ExecuteAsync(
                "UPDATE people SET photo_id = @Id WHERE user_id = @User", new { Id = id, User = user.Value }, transaction) == 1;
            if (!isSet)
            {
                return;
            }

            await connection.ExecuteAsync("DELETE FROM photos WHERE user_id = @User", new { User = user.Value }, transaction);
            foreach (var (side, image) in Photo.Sides.Zip(photo.Images))
            {
                await connection.ExecuteAsync(
                    "INSERT INTO photos (photo_id, side, user_id, image) VALUES (@Id, @Side, @User, @Image)",
                    new { Id = id, Side = side, User = user.Value, Image = image },
                    transaction);
            }
        });
        return isSet ? id : null;
    }

    public Task RemoveAsync(UserId user) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        """
        UPDATE people SET photo_id = '' WHERE user_id = @User;
        DELETE FROM photos WHERE user_id = @User;
        """,
        new { User = user.Value },
        transaction));

    public Task<byte[]?> ReadAsync(string photoId, int side) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<byte[]>(
            "SELECT image FROM photos WHERE photo_id = @Id AND side = @Side", new { Id = photoId, Side = side }));

    /// <summary>The largest image of the user's photo; null if there is none.</summary>
    public Task<byte[]?> ReadOwnAsync(UserId user) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<byte[]>(
            "SELECT image FROM photos WHERE user_id = @User AND side = @Side", new { User = user.Value, Side = Photo.Sides[0] }));

    public async Task<ImmutableArray<string>> FindAsync(UserId viewer, ImmutableArray<UserId> users)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<PersonRow>(
            $"""
            SELECT p.user_id AS UserId, p.photo_id AS PhotoId, {PersonRow.RelationColumn}
            FROM people p WHERE {database.Dialect.In("p.user_id", "@Users")}
            """,
            new { Viewer = viewer.Value, Users = users.Select(user => user.Value).Distinct(StringComparer.Ordinal).ToArray() }));
        var found = rows.Where(row => !RelationRules.AreApart((Relation)row.Relation))
            .ToDictionary(row => row.UserId, row => row.PhotoId, StringComparer.Ordinal);
        return [.. users.Select(user => found.GetValueOrDefault(user.Value, string.Empty))];
    }
}
