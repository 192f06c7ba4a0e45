using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AudioRooms.Streaming.Tests;

public sealed class LiveStreamOptionsTests
{
    [Fact]
    public void Defaults_AreAsDocumented()
    {
        LiveStreamOptions options = new();

        options.QueueCapacity.ShouldBe(256);
        options.RenewPeriod.ShouldBe(TimeSpan.FromSeconds(10));
        options.Lease.ShouldBe(TimeSpan.FromSeconds(30));
        options.PublisherIdle.ShouldBe(TimeSpan.FromMinutes(1));
        options.HubTimeout.ShouldBe(TimeSpan.FromSeconds(5));
        options.OrderWait.ShouldBe(TimeSpan.FromMilliseconds(20));
        options.OrderWindow.ShouldBe(256);
        options.RememberedPublishers.ShouldBe(64);
        options.PublisherMemory.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void Start_SeveralValuesOutOfBounds_AreRefusedInOneMessage()
    {
        ServiceCollection services = new();
        new SiloBuilderOf(services).AddLiveStreams("live", options =>
        {
            options.QueueCapacity = 0;
            options.Lease = options.RenewPeriod;
        });

        OptionsValidationException refusal = Should.Throw<OptionsValidationException>(
            () => services.BuildServiceProvider().GetRequiredService<IStartupValidator>().Validate());

        refusal.Failures.Count().ShouldBe(2);
        refusal.Message.ShouldContain(nameof(LiveStreamOptions.QueueCapacity));
        refusal.Message.ShouldContain("two RenewPeriods");
    }

    private sealed class SiloBuilderOf(IServiceCollection services) : ISiloBuilder
    {
        public IServiceCollection Services => services;

        public Microsoft.Extensions.Configuration.IConfiguration Configuration =>
            new Microsoft.Extensions.Configuration.ConfigurationManager();
    }
}
