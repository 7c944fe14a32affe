package demo;

import dev.ghostlane.ghostnetv2.ClassifierPool;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.PoolOptions;
import dev.ghostlane.images.DecodeOptions;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/// A service that says what is on photos.
@SpringBootApplication
public class Application {

    private static final long DECODING_BYTES = 64 << 20;

    /// One pool for all requests, which Spring closes when it stops. Photos are turned upright; what they may take
    /// together while they are decoded is also the most that one of them may have as a file.
    @Bean
    ClassifierPool pool() {
        return GhostNetV2.bundled().pool(PoolOptions.DEFAULT.withDecoding(new DecodeOptions(true, DECODING_BYTES)));
    }

    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }
}
