package demo;

import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.ClassifierPool;
import dev.ghostlane.ghostnetv2.PoolBusyException;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Takes photos as they are, as the body of a request.
@RestController
class PhotoController {
    private final ClassifierPool pool;

    PhotoController(ClassifierPool pool) { this.pool = pool; }

    @PostMapping("/classify")
    List<Classification> classify(InputStream photo) { return pool.classify(photo, 3); }

    @ExceptionHandler(ImageException.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    Map<String, String> bad(ImageException e) { return Map.of("error", e.getMessage()); }

    @ExceptionHandler({PoolBusyException.class, ImageMemoryException.class})
    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    Map<String, String> busy(RuntimeException e) { return Map.of("error", e.getMessage()); }
}
