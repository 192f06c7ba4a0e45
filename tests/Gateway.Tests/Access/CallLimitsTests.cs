using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Tests.Sessions;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using AccountPower = AudioRooms.Contracts.Safety.AccountPower;
using AccountStanding = AudioRooms.Contracts.Safety.AccountStanding;

namespace AudioRooms.Gateway.Tests.Access;

/// <summary>Every call counts towards the limits of its row, as seen by a network client.</summary>
public sealed class CallLimitsTests
{
    private const string Handle = "somebody";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The service counts a code only after another service's proof; ExternalSignInEdgeTests has one.
    private static readonly (string Method, RateLimit Limit) Elsewhere = ("/audiorooms.v1.ExternalSignIn/SignIn", RateLimit.Code);

    public static TheoryData<RateLimit> Limits =>
        new(RpcAccess.Methods.SelectMany(method => RpcAccess.Of(method)!.Limits.All).Distinct().Order());

    /// <summary>One limit allows one call a second and all others are off: of two calls the limit refuses one.</summary>
    [Theory]
    [MemberData(nameof(Limits))]
    public async Task AnyCall_TwiceWithinALimitOfOne_IsRefusedOnce(RateLimit limit)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        var host = new GatewayHost { Time = time, Configure = options => Allow(limit, options) };
        await host.InitializeAsync();
        var wrong = new List<string>();
        var names = RpcAccess.Methods.Where(name => RpcAccess.Of(name)!.Limits.All.Contains(limit) && (name, limit) != Elsewhere);
        foreach (var name in names)
        {
            // All calls come from one address, so the tokens used by earlier calls must return first.
            time.Advance(TimeSpan.FromSeconds(2));
            var person = new Contracts.Users.Person(new UserId(Identifiers.NewId()), Handle, Handle);
            var request = RequestOf(host, name, person.Id);

            // Each in a session of its own: the first call may end its session before the second one is read.
            using var first = new Attempt(host, name, request, HeadersOf(host, person));
            using var second = new Attempt(host, name, request, HeadersOf(host, person));
            if (!await IsRefusedOnceAsync(first, second).WaitAsync(Patience))
            {
                wrong.Add($"{name}: {first} and {second}");
            }
        }

        wrong.ShouldBeEmpty();
        await host.DisposeAsync();
        host.Dispose();
    }

    private static void Allow(RateLimit limit, GatewayOptions options)
    {
        options.Guests.ConnectionsMax = 10;
        options.Limits.Changes = string.Join(';', RateLimits.Defaults.SelectMany(row => new[]
        {
            $"{row.Name}.account={(row.Limit == limit && row.PerAccount is not null ? "1/1s" : "none")}",
            $"{row.Name}.address={(row.Limit == limit && row.PerAddress is not null ? "1/1s" : "none")}",
        }));
    }

    // A new account with all powers that was not minted, because minted users have no limits.
    private static Metadata HeadersOf(GatewayHost host, Contracts.Users.Person person)
    {
        host.Cluster.Standing(person.Id.Value).Now = new AccountStanding(AccountPower.Operator, false, null);
        var (token, _) = host.Services.GetRequiredService<AccessTokens>().Issue(
            person, Identifiers.NewId(), TimeSpan.FromHours(1));
        return new Metadata { { "authorization", $"Bearer {token}" } };
    }

    // The content that a service requires before it counts the call.
    private static IMessage RequestOf(GatewayHost host, string name, UserId user) => name switch
    {
        "/audiorooms.v1.Accounts/SignUp" => new SignUpRequest { Handle = Handle, Invitation = "a typed code" },
        "/audiorooms.v1.Accounts/SignIn" => new SignInRequest { Handle = Handle },
        "/audiorooms.v1.Invitations/JoinWaitingList" => new JoinWaitingListRequest { Handle = Handle },
        "/audiorooms.v1.RoomSession/Connect" =>
            new ClientMessage { RequestId = 1, Join = new Join { RoomId = Identifiers.NewId() } },
        "/audiorooms.v1.Moderation/FileAppeal" =>
            new FileAppealRequest { Ticket = host.Services.GetRequiredService<AppealTickets>().Issue(user) },
        _ => (IMessage)Activator.CreateInstance(Method(name).InputType.ClrType)!,
    };

    private static MethodDescriptor Method(string name) =>
        AllFiles.Methods.Single(method => $"/{method.Service.FullName}/{method.Name}" == name);

    // A stream that was accepted may have nothing to tell, so the other call is not awaited.
    private static async Task<bool> IsRefusedOnceAsync(Attempt first, Attempt second)
    {
        var sooner = await Task.WhenAny(first.IsRefused, second.IsRefused);
        if (await sooner)
        {
            var other = sooner == first.IsRefused ? second.IsRefused : first.IsRefused;
            return !other.IsCompleted || !await other;
        }

        return await (sooner == first.IsRefused ? second.IsRefused : first.IsRefused);
    }

    private sealed class Attempt : IDisposable
    {
        private readonly CancellationTokenSource cancel = new();

        public Attempt(GatewayHost host, string name, IMessage request, Metadata headers) =>
            IsRefused = RunAsync(host, Method(name), request, headers);

        /// <summary>True if a limit refuses the call; false if it is answered otherwise.</summary>
        public Task<bool> IsRefused { get; }

        private string Outcome { get; set; } = "no answer";

        public override string ToString() => Outcome;

        public void Dispose()
        {
            cancel.Cancel();
            cancel.Dispose();
        }

        private async Task<bool> RunAsync(GatewayHost host, MethodDescriptor descriptor, IMessage request, Metadata headers)
        {
            var kind = descriptor.IsClientStreaming ? MethodType.DuplexStreaming
                : descriptor.IsServerStreaming ? MethodType.ServerStreaming
                : MethodType.Unary;
            var bytes = Marshallers.Create<byte[]>(static value => value, static value => value);
            var method = new Method<byte[], byte[]>(kind, descriptor.Service.FullName, descriptor.Name, bytes, bytes);
            var options = new CallOptions(headers, cancellationToken: cancel.Token);
            var calls = host.Channel.CreateCallInvoker();
            string? said = null;
            try
            {
                if (kind == MethodType.Unary)
                {
                    await calls.AsyncUnaryCall(method, null, options, request.ToByteArray());
                }
                else if (kind == MethodType.ServerStreaming)
                {
                    using var stream = calls.AsyncServerStreamingCall(method, null, options, request.ToByteArray());
                    await stream.ResponseStream.MoveNext(cancel.Token);
                }
                else
                {
                    using var stream = calls.AsyncDuplexStreamingCall(method, null, options);
                    await stream.RequestStream.WriteAsync(request.ToByteArray());
                    while (await stream.ResponseStream.MoveNext(cancel.Token))
                    {
                        // A session sends its refusals as messages; its status has no trailer.
                        said = ServerMessage.Parser.ParseFrom(stream.ResponseStream.Current).Refusal?.Code ?? said;
                    }
                }

                Outcome = "answered";
            }
            catch (RpcException refused)
            {
                Outcome = $"{refused.StatusCode} {refused.Trailers.GetValue("refusal-code") ?? said}";
            }

            return Outcome == "ResourceExhausted rate_limited";
        }
    }
}
